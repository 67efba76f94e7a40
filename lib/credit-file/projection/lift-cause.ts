import type { LiftCause } from '../../regulation/sanction-reasons.ts';
import type { Day } from '../../shared/day.ts';
import { exclusionsOf } from '../cases/exclusions.ts';
import type { Fact } from '../facts/fact.ts';
import { knownSince } from '../facts/known-since.ts';
import type { FileState } from './file-state.ts';
import { orderIds } from './staff-orders.ts';

/**
 * Why a file has no sanction any more, by what was known when it was projected. Undefined while it has one, and where it
 * had none.
 */
export function liftCauseOf(
  before: FileState | undefined,
  file: Pick<FileState, 'sanctions' | 'status' | 'category'>,
  { facts, today }: { facts: readonly Fact[]; today: Day },
): LiftCause | undefined {
  const [sanction] = before?.sanctions ?? [];
  if (!before || !sanction || file.sanctions.length > 0) return undefined;
  if (file.status === 'merged') return 'corrected';
  if (sanction.until !== undefined && sanction.until <= today) return 'expired';
  if (isRuling(latestOf(facts))) return 'ruling';
  const since = before.gradeInForce?.evaluatedOn ?? today;
  const exclusions = [...exclusionsOf(facts, file.category, today).inForce.values()];
  return exclusions.some((known) => known.by === 'repair' && known.since >= since) ? 'repaired' : 'corrected';
}

const latestOf = (facts: readonly Fact[]): Fact | undefined =>
  facts.reduce<Fact | undefined>(
    (latest, fact) => (latest && knownAt(latest) > knownAt(fact) ? latest : fact),
    undefined,
  );

/** An expired record has no receipt. */
const knownAt = ({ origin }: Fact): string => knownSince(origin) ?? '';

/** A refusal of a suspension, or the release of an order that ends one. */
const isRuling = (fact: Fact | undefined): boolean =>
  fact?.type === 'ruling' && (fact.verdict === 'refused' || fact.suspension.startsWith(orderIds));
