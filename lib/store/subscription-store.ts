import { createHash } from 'node:crypto';
import type { Subscription, SubscriptionStore } from '../subscriptions/subscription.ts';
import { partition, sort } from './keys.ts';
import { type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

/** An agency in keys and ids. Its name may contain any character and be long. */
const agencyKey = (agency: string): string => createHash('sha256').update(agency).digest('hex').slice(0, 16);

/** The id of a new subscription: its agency and slot, so that it is found by its id, and what tells it from others. */
export const subscriptionIdOf = ({
  agency,
  slot,
  newId,
}: {
  agency: string;
  slot: number;
  newId: string;
}): string => [agencyKey(agency), slot, newId].join('.');

/**
 * Subscriptions, all in one partition: a bureau has some tens of them. An agency has as many slots as it may have
 * subscriptions, so that two requests at once cannot make one too many, and nothing grows without end.
 */
export const createSubscriptionStore = (table: Table): SubscriptionStore => {
  const list = async (begin: string): Promise<Subscription[]> => {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :begin)',
      ExpressionAttributeValues: { ':pk': text(partition.subscriptions), ':begin': text(begin) },
      ConsistentRead: true,
    });
    return (await Array.fromAsync(items)).map(subscriptionOf);
  };
  return {
    all: async () => (await list('SUB#')).filter(({ state }) => state !== 'ended'),
    ofAgency: (agency) => list(sort.subscriptionsOf(agencyKey(agency))),
    async read(id) {
      const [, agency = '', slot] = /^([0-9a-f]{16})\.(\d{1,2})\.[0-9A-Z]{26}$/.exec(id) ?? [];
      if (slot === undefined) return undefined;
      const item = await table.get(partition.subscriptions, sort.subscription(agency, Number(slot)));
      const subscription = item && subscriptionOf(item);
      return subscription?.id === id ? subscription : undefined;
    },
    put: (subscription) =>
      table.put(
        {
          pk: text(partition.subscriptions),
          sk: text(sort.subscription(agencyKey(subscription.agency), subscription.slot)),
          revision: number(subscription.revision),
          body: text(JSON.stringify(subscription)),
        },
        subscription.revision === 1
          ? onlyIfAbsent
          : {
              ConditionExpression: 'revision = :before',
              ExpressionAttributeValues: { ':before': number(subscription.revision - 1) },
            },
      ),
  };
};

/** Resealing counts the revision of the item alone. */
export const subscriptionOf = (item: Item): Subscription => ({
  ...(JSON.parse(item['body']?.S ?? 'null') as Subscription),
  revision: Number(item['revision']?.N),
});
