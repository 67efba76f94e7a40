import type { DeliveryView } from '../../schemas/api.ts';
import type { Client } from './client.ts';

type Filter = Readonly<Record<string, string>>;

interface Page {
  readonly deliveries: DeliveryView[];
  readonly next?: string;
}

const pageOf = async (client: Client, filter: Filter): Promise<Page> =>
  (await client.call('GET', `/v1/deliveries?${new URLSearchParams(filter)}`)) as Page;

/** All deliveries of a list, page after page: a page may hold few of them, or none, and still not be the last. */
export async function allDeliveries(client: Client, filter: Filter = {}): Promise<DeliveryView[]> {
  const all: DeliveryView[] = [];
  let after: string | undefined;
  do {
    const { deliveries, next } = await pageOf(client, { ...filter, ...(after && { after }) });
    all.push(...deliveries);
    after = next;
  } while (after);
  return all;
}

/**
 * How many deliveries are pending. The list by state comes from an index, in which an entry is nowhere while it moves:
 * empty, it says that it is worth while to look at all files, which alone is sure.
 */
export async function pendingDeliveries(client: Client): Promise<number> {
  const listed = (await pageOf(client, { state: 'pending' })).deliveries.length;
  if (listed > 0) return listed;
  return (await allDeliveries(client)).filter(({ state }) => state === 'pending').length;
}
