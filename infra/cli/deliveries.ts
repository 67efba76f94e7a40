import type { DeliveryView } from '../../schemas/api.ts';
import type { Client } from './client.ts';

type Filter = Readonly<Record<string, string>>;

interface Page {
  readonly deliveries: DeliveryView[];
  readonly next?: string;
}

/** The pages of a list. A page can contain few deliveries or none without being the last. */
async function* pagesOf(client: Client, filter: Filter): AsyncGenerator<DeliveryView[]> {
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ ...filter, ...(after && { after }) });
    const { deliveries, next } = (await client.call('GET', `/v1/deliveries?${query}`)) as Page;
    yield deliveries;
    after = next;
  } while (after);
}

/** All deliveries of a list. */
export const allDeliveries = async (client: Client, filter: Filter = {}): Promise<DeliveryView[]> =>
  (await Array.fromAsync(pagesOf(client, { limit: '1000', ...filter }))).flat();

/**
 * Pending deliveries: those on the first page that contains any, so at most 200. The list by state comes from an index in
 * which an entry is missing while it moves. When that list is empty, all files are read, which is the only reliable
 * answer.
 */
export async function pendingDeliveries(client: Client): Promise<readonly DeliveryView[]> {
  for await (const page of pagesOf(client, { state: 'pending' })) if (page.length > 0) return page;
  return (await allDeliveries(client)).filter(({ state }) => state === 'pending');
}
