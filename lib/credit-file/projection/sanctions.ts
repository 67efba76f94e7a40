import { type GradedCategory, isStaff } from '../../shared/category.ts';
import { addMonths, type Day, laterOf, yearOf } from '../../shared/day.ts';
import type { Fact, RulingFact } from '../facts/fact.ts';
import type { Evidence } from './evidence.ts';
import type { Scorer, Sheet } from './scorer.ts';

export const sanctionKinds = ['settlement-suspension', 'service-suspension', 'service-stop'] as const;
export type SanctionKind = (typeof sanctionKinds)[number];

/** A sanction in force (Art. 25 (2), 26 (2), 26 (3)), from day `from` to the day before `until`. */
export interface Sanction {
  readonly kind: SanctionKind;
  readonly from: Day;
  readonly until?: Day | undefined;
}

/** A settlement suspension that follows from the file. Officers release it by its `id`. */
export interface Suspension {
  readonly id: string;
  readonly from: Day;
  readonly until: Day;
}

export interface SanctionPolicy {
  readonly suspensionMode: 'automatic' | 'four-eyes';
}

/**
 * What follows from the file today: sanctions in force, a suspension that waits for a second officer, the day of the
 * next change.
 */
export interface Consequences {
  readonly sanctions: readonly Sanction[];
  readonly pending?: Suspension | undefined;
  /** Keys of the decisions that the pending suspension follows from. */
  readonly pendingFor?: readonly string[] | undefined;
  readonly changesOn?: Day | undefined;
}

/**
 * Settlement suspensions (暂停医保费用联网结算, Art. 26 (3)) of one cycle. Each decision after which the cycle is at E suspends
 * from its day, for the months of `suspension-ladder.ts`. A cycle that is no longer at E has none.
 */
export function suspensionsOf(options: {
  category: GradedCategory;
  cycle: number;
  evidence: readonly Evidence[];
  sheet: Sheet;
  scorer: Scorer;
}): Suspension[] {
  if (options.category !== 'insured-person' || options.sheet.grade !== 'E') return [];
  return [...historyOf(options)].flatMap(([on, { grade, suspensionMonths }, fact]) =>
    grade === 'E' && suspensionMonths !== undefined
      ? [suspension(on, addMonths(on, suspensionMonths), fact)]
      : [],
  );
}

/**
 * A suspension that begins during another one, or on the day it ends, only lengthens that one, also across cycles.
 */
function joined(suspensions: readonly Suspension[]): Suspension[] {
  const spells: Suspension[] = [];
  for (const next of suspensions) {
    const running = spells.at(-1);
    if (running && next.from <= running.until) {
      const until = laterOf(running.until, next.until);
      spells[spells.length - 1] = suspension(running.from, until, factOf(running.id));
    } else spells.push(next);
  }
  return spells;
}

const suspension = (from: Day, until: Day, fact = ''): Suspension => ({
  id: `${fact}~${until}`,
  from,
  until,
});

const factOf = (id: string): string => id.split('~')[0] ?? '';

/** The suspensions that were joined into a longer one. */
const partsOf = (whole: Suspension, suspensions: readonly Suspension[]): Suspension[] =>
  suspensions.filter(({ from }) => whole.from <= from && from <= whole.until);

/** The score sheet after each day of decision: [day, sheet, the last fact of that day]. */
function* historyOf(options: {
  category: GradedCategory;
  cycle: number;
  evidence: readonly Evidence[];
  scorer: Scorer;
}): Generator<readonly [Day, Sheet, string]> {
  const { category, cycle, evidence, scorer } = options;
  let before: string | undefined;
  for (const [index, item] of evidence.entries()) {
    const next = evidence[index + 1];
    if (next && next.on === item.on) continue;
    const scored = scorer({ category, cycle, evidence: evidence.slice(0, index + 1) }, { mode: 'interim' });
    if (!scored.ok) continue;
    const state = `${scored.value.score}/${scored.value.vetoed}`;
    if (state !== before) yield [dayInCycle(item.on, cycle), scored.value, item.cause.fact];
    before = state;
  }
}

/** A listing from an earlier year counts from the first day of the cycle. */
const dayInCycle = (on: Day, cycle: number): Day => (yearOf(on) < cycle ? (`${cycle}-01-01` as Day) : on);

/**
 * What follows today from the suspensions of all cycles, sorted by day, and the officers' rulings. A released
 * suspension runs to its end while a longer one waits for release.
 */
export function settlementConsequences(
  suspensions: readonly Suspension[],
  facts: readonly Fact[],
  { today, policy }: { today: Day; policy: SanctionPolicy },
): Consequences {
  const current = joined(suspensions).find(({ from, until }) => from <= today && today < until);
  if (!current) return { sanctions: [] };
  if (policy.suspensionMode === 'automatic') return inForce(current);
  const rulings = facts.filter((fact): fact is RulingFact => fact.type === 'ruling');
  const verdict = rulings.find((ruling) => ruling.suspension === current.id)?.verdict;
  if (verdict === 'released') return inForce(current);
  const parts = partsOf(current, suspensions);
  const released = releasedAmong(parts, rulings)
    .filter(({ until }) => today < until && until < current.until)
    .sort((a, b) => (a.until < b.until ? 1 : -1))[0];
  return {
    ...(released ? inForce(released) : { sanctions: [] }),
    ...(verdict === undefined && { pending: current, pendingFor: parts.map(({ id }) => factOf(id)) }),
  };
}

/** The released parts, as they were before they were joined. */
const releasedAmong = (parts: readonly Suspension[], rulings: readonly RulingFact[]): Suspension[] =>
  rulings
    .filter(({ verdict }) => verdict === 'released')
    .flatMap(({ suspension: id }) => {
      const part = parts.find((candidate) => factOf(candidate.id) === factOf(id));
      return part ? [{ id, from: part.from, until: id.split('~')[1] as Day }] : [];
    });

const inForce = ({ from, until }: Suspension): Consequences => ({
  sanctions: [{ kind: 'settlement-suspension', from, until }],
  changesOn: until,
});

/**
 * Sanctions of staff (Art. 25 (2), 26 (2)): D suspends their services paid by the fund, E stops them. A sanction
 * begins on the day of the decision that brought the grade, or of the publication if no decision did. It lasts as
 * long as the grade.
 */
export function staffSanctions(options: {
  category: GradedCategory;
  cycle: number;
  evidence: readonly Evidence[];
  sheet: Sheet;
  scorer: Scorer;
  publishedOn?: Day | undefined;
}): readonly Sanction[] {
  const { category, cycle, evidence, sheet, publishedOn } = options;
  const kind = sheet.grade === 'E' ? 'service-stop' : sheet.grade === 'D' ? 'service-suspension' : undefined;
  if (!isStaff(category) || !kind) return [];
  let since: Day | undefined;
  for (const [on, then] of historyOf(options)) {
    if (then.grade !== sheet.grade) since = undefined;
    else since ??= on;
  }
  const from = since ?? publishedOn ?? dayInCycle(evidence.at(-1)?.on ?? (`${cycle}-01-01` as Day), cycle);
  return [{ kind, from }];
}
