import { type Day, dayOf } from '../../shared/day.ts';
import type { Fact, OrderFact, RulingFact } from '../facts/fact.ts';
import type { Suspension } from './suspension.ts';

/** What the bureau decided of a member of staff at grade C (Art. 24 (2)). */
export interface Ordered {
  /** The day from which the services are suspended. */
  readonly suspendedFrom?: Day | undefined;
  /** The order that waits for a second officer. */
  readonly pending?: Suspension | undefined;
}

/**
 * The orders about the result of a cycle with their rulings: each takes effect on the day on which a second officer
 * releases it, and changes nothing if that officer refuses it. They rest on the published C of that cycle alone.
 */
export function orderedIn(
  cycle: number,
  { facts, category }: { facts: readonly Fact[]; category: OrderFact['category'] },
): Ordered {
  const orders = facts
    .filter((fact) => fact.type === 'order')
    .filter((order) => order.category === category && order.cycle === cycle)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  let suspendedFrom: Day | undefined;
  for (const order of orders) {
    const ruling = rulingOn(order, facts);
    if (!ruling) return { suspendedFrom, pending: pendingOf(order) };
    if (ruling.verdict === 'refused') continue;
    suspendedFrom =
      order.act === 'suspend' ? (suspendedFrom ?? dayOf(new Date(ruling.origin.receivedAt))) : undefined;
  }
  return { suspendedFrom };
}

/** Ids of orders that wait begin so. */
export const orderIds = 'order~';

const idOf = ({ key }: OrderFact): string => orderIds + key;

const rulingOn = (order: OrderFact, facts: readonly Fact[]): RulingFact | undefined =>
  facts.filter((fact) => fact.type === 'ruling').find(({ suspension }) => suspension === idOf(order));

const pendingOf = (order: OrderFact): Suspension => ({
  id: idOf(order),
  kind: 'service-suspension',
  ...(order.act === 'end' && { ends: true }),
  from: dayOf(new Date(order.origin.receivedAt)),
  restsOn: [order.key],
});

/** The order behind a suspension that waits; undefined where a grade brings it. */
export const orderBehind = ({ restsOn }: Suspension, facts: readonly Fact[]): OrderFact | undefined =>
  facts.filter((fact) => fact.type === 'order').find(({ key }) => restsOn?.includes(key));
