import { type GradedCategory, isStaff } from '../../shared/category.ts';
import { type Day, yearOf } from '../../shared/day.ts';
import type { Evidence } from './evidence.ts';
import type { Scorer, Sheet } from './scorer.ts';
import type { Suspension } from './suspension.ts';

export const sanctionKinds = ['settlement-suspension', 'service-suspension', 'service-stop'] as const;
export type SanctionKind = (typeof sanctionKinds)[number];

/** A sanction in force (Art. 25 (2), 26 (2), 26 (3)), from day `from` to the day before `until`. */
export interface Sanction {
  readonly kind: SanctionKind;
  readonly from: Day;
  readonly until?: Day | undefined;
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
  /** Keys of the facts that a suspension in force rests on. */
  readonly suspendedFor?: readonly string[] | undefined;
  readonly pending?: Suspension | undefined;
  readonly changesOn?: Day | undefined;
}

/** The score sheet after each day of decision. */
function* historyOf(options: {
  category: GradedCategory;
  cycle: number;
  evidence: readonly Evidence[];
  scorer: Scorer;
}): Generator<readonly [Day, Sheet]> {
  const { category, cycle, evidence, scorer } = options;
  let before: string | undefined;
  for (const [index, item] of evidence.entries()) {
    const next = evidence[index + 1];
    if (next && next.on === item.on) continue;
    const scored = scorer({ category, cycle, evidence: evidence.slice(0, index + 1) }, { mode: 'interim' });
    if (!scored.ok) continue;
    const state = `${scored.value.score}/${scored.value.vetoed}`;
    if (state !== before) yield [dayInCycle(item.on, cycle), scored.value];
    before = state;
  }
}

/** A listing from an earlier year counts from the first day of the cycle. */
const dayInCycle = (on: Day, cycle: number): Day => (yearOf(on) < cycle ? (`${cycle}-01-01` as Day) : on);

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
