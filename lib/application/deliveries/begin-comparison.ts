import type { ComparisonOrder } from '../../convergence/comparison.ts';
import { type CurrentComparison, withOrder, withWaiting } from '../../convergence/current.ts';
import type { ComparisonStore } from '../../store/comparison-store.ts';

/** A comparison that was begun, or the one that was under way already. */
export type Begun =
  | { readonly isBegun: true; readonly id: string }
  | { readonly isBegun: false; readonly current: CurrentComparison };

interface BeginDeps {
  readonly comparisons: Pick<ComparisonStore, 'current' | 'putCurrent'>;
  readonly newId: () => string;
}

/** Makes the order the comparison that is under way, unless another one is. */
export async function beginComparison(
  order: ComparisonOrder,
  { comparisons, newId }: BeginDeps,
): Promise<Begun> {
  for (;;) {
    const before = await comparisons.current();
    const id = newId();
    const next = withOrder(before, { id, order });
    if (!next && before) return { isBegun: false, current: before };
    if (next && (await comparisons.putCurrent(next))) return { isBegun: true, id };
  }
}

/** As `beginComparison`. While another one is under way, the order waits behind it: nobody asks for it again. */
export async function beginOrWait(order: ComparisonOrder, deps: BeginDeps): Promise<string | undefined> {
  for (;;) {
    const begun = await beginComparison(order, deps);
    if (begun.isBegun) return begun.id;
    if (await deps.comparisons.putCurrent(withWaiting(begun.current, order))) return undefined;
  }
}
