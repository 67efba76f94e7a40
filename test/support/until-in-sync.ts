import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../infra/cli/client.ts';
import { pendingDeliveries } from '../../infra/cli/deliveries.ts';

/**
 * Waits until no delivery is pending.
 * @throws when one still is after so many seconds
 */
export async function untilInSync(client: Client, withinSeconds: number): Promise<void> {
  for (let left = withinSeconds * 10; left > 0; left--) {
    if ((await pendingDeliveries(client)).length === 0) return;
    await pause(100);
  }
  throw new Error(`deliveries are still pending after ${withinSeconds} seconds`);
}
