import { lapsedBasisSaid } from '../../lib/regulation/legal-basis.ts';
import type { PolicyBook } from '../../lib/regulation/policy.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';

/** Counts whether no document on record covers today (Art. 33), so that an alarm sounds while the basis has lapsed. */
export function sweepBasis({
  runtime,
  book,
}: {
  readonly runtime: Pick<Runtime, 'clock' | 'metrics'>;
  readonly book?: PolicyBook | undefined;
}): void {
  const isLapsed = lapsedBasisSaid(dayOf(runtime.clock()), book) !== undefined;
  runtime.metrics.add('LegalBasisLapsed', isLapsed ? 1 : 0);
}
