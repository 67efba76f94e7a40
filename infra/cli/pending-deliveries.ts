import type { DeliveryView } from '../../schemas/api.ts';
import type { Client } from './client.ts';

/**
 * How many deliveries are pending. The list by state comes from an index, in which an entry is nowhere while it moves:
 * empty, it says that it is worth while to look at all files, which alone is sure.
 */
export async function pendingDeliveries(client: Client): Promise<number> {
  const page = async (query: string): Promise<{ deliveries: DeliveryView[]; next?: string }> =>
    (await client.call('GET', `/v1/deliveries?${query}`)) as { deliveries: DeliveryView[]; next?: string };
  const listed = (await page('state=pending')).deliveries.length;
  if (listed > 0) return listed;
  let pending = 0;
  let after: string | undefined;
  do {
    const { deliveries, next } = await page(new URLSearchParams({ ...(after && { after }) }).toString());
    pending += deliveries.filter(({ state }) => state === 'pending').length;
    after = next;
  } while (after);
  return pending;
}
