import type { Receiver } from '../credit-file/projection/delivery-state.ts';
import type { ComparisonOrder } from './comparison.ts';

/**
 * Which comparison is under way, and what waits. One at a time, because comparisons use the same places of the table for
 * what they put aside.
 */
export interface CurrentComparison {
  readonly revision: number;
  readonly id: string;
  readonly order: ComparisonOrder;
  readonly isEnded: boolean;
  /** An order that came meanwhile. It begins when this comparison has ended. */
  readonly waiting?: ComparisonOrder | undefined;
  /** When each receiver was last compared to the end. */
  readonly comparedAt: Readonly<Partial<Record<Receiver, string>>>;
  /** When the first comparison was ordered. */
  readonly since: string;
  /** Removals of records of nobody that were decided and not carried out yet, by the id of the difference. */
  readonly removals?: readonly string[] | undefined;
  /** Removals that wait for a second officer. */
  readonly proposed?: readonly string[] | undefined;
}

/** Hours after which a comparison that has not ended gives way to another one. */
const hoursAtMost = 20;

export const isOver = ({ startedAt }: Pick<ComparisonOrder, 'startedAt'>, now: Date): boolean =>
  now.getTime() - Date.parse(startedAt) > hoursAtMost * 3_600_000;

/** The order as the one under way. Undefined while another one is. */
export function withOrder(
  before: CurrentComparison | undefined,
  { id, order }: { id: string; order: ComparisonOrder },
): CurrentComparison | undefined {
  const { startedAt } = order;
  if (!before) return { revision: 1, id, order, isEnded: false, comparedAt: {}, since: startedAt };
  if (!before.isEnded && !isOver(before.order, new Date(startedAt))) return undefined;
  return { ...before, revision: before.revision + 1, id, order, isEnded: false };
}

/** The order noted behind the one under way. Two that wait become one. */
export const withWaiting = (before: CurrentComparison, order: ComparisonOrder): CurrentComparison => ({
  ...before,
  revision: before.revision + 1,
  waiting: before.waiting ? joinedOrder(before.waiting, order) : order,
});

const joinedOrder = (one: ComparisonOrder, other: ComparisonOrder): ComparisonOrder => ({
  ...other,
  repairs: one.repairs || other.repairs,
  receivers: [...new Set([...one.receivers, ...other.receivers])],
});
