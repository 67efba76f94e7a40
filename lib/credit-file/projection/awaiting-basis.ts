import { dayWithBasis } from '../../regulation/legal-basis.ts';
import type { PolicyBook } from '../../regulation/policy.ts';
import type { Day } from '../../shared/day.ts';
import type { SanctionKind } from './sanctions.ts';

/**
 * A new sanction or disclosure that waits for a document that the bureau can act under (Art. 33, policy parameter
 * `regulation.when-lapsed`).
 */
export interface AwaitingBasis {
  readonly kind: SanctionKind | 'disclosure';
  /** The day on which it would have begun. */
  readonly since: Day;
  /** The day on which it begins, if a document that is entered covers one. */
  readonly from?: Day | undefined;
}

interface BasisOptions {
  readonly today: Day;
  readonly book?: PolicyBook | undefined;
}

/** What begins on a day: with the day on which it takes effect, or as what waits. */
export type Begun = { readonly on: Day } | { readonly awaiting: AwaitingBasis };

export function begunWithBasis(
  kind: AwaitingBasis['kind'],
  since: Day,
  { today, book }: BasisOptions,
): Begun {
  const from = dayWithBasis(since, book);
  if (from !== undefined && (from === since || from <= today)) return { on: from };
  return { awaiting: { kind, since, ...(from !== undefined && { from }) } };
}
