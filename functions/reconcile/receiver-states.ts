import type { DirectoryClient, SettlementClient } from '../../lib/delivery/index.ts';
import { Fault } from '../../lib/shared/fault.ts';

/** What a receiver says it holds: version by id. */
export type Holdings = ReadonlyMap<string, number>;

const pageSize = 500;

const unavailable = (receiver: string, reason: string): Fault =>
  new Fault('receiver-unavailable', `The ${receiver} did not show what it holds: ${reason}.`);

/** @throws Fault `receiver-unavailable` */
export async function directoryHoldings(client: DirectoryClient): Promise<Holdings> {
  const held = new Map<string, number>();
  let after: string | undefined;
  do {
    const page = await client.readBack({ limit: pageSize, ...(after && { after }) });
    if (!page.ok) throw unavailable('directory', page.error.reason);
    for (const { recordId, version } of page.value.rows) held.set(recordId, version);
    after = page.value.next;
  } while (after);
  return held;
}

/** @throws Fault `receiver-unavailable` */
export async function settlementHoldings(client: SettlementClient): Promise<Holdings> {
  const held = new Map<string, number>();
  let after: string | undefined;
  do {
    const page = await client.list(after);
    if (!page.ok) throw unavailable('settlement system', page.error.reason);
    for (const { suspensionId, version } of page.value.entries) held.set(suspensionId, version);
    after = page.value.next;
  } while (after);
  return held;
}
