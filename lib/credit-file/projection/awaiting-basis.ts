import { dayWithBasis } from '../../regulation/legal-basis.ts';
import type { PolicyBook } from '../../regulation/policy.ts';
import type { Day } from '../../shared/day.ts';
import type { AwaitingBasis } from './sanctions.ts';

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
