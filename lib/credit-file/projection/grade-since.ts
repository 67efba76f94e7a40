import type { GradedCategory } from '../../shared/category.ts';
import { type Day, yearOf } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import type { Fact } from '../facts/fact.ts';
import { type DayBook, dailyEvidence } from '../folding/day-book.ts';
import type { Evidence } from './evidence.ts';
import { impositionsOf } from './imposition.ts';
import type { ProjectedCycle } from './project-cycles.ts';
import type { Scorer, Sheet } from './scorer.ts';

interface Sources {
  readonly category: GradedCategory;
  readonly scorer: Scorer;
}

/** The day since which the decisions of the cycle bring such a grade without interruption; by default, its own. */
export function gradeSince(
  { cycle, evidence, sheet }: ProjectedCycle,
  sources: Sources,
  isSuch = (grade: Grade): boolean => grade === sheet.grade,
): Day | undefined {
  let since: Day | undefined;
  for (const [on, then] of historyOf({ ...sources, cycle, evidence })) {
    if (!isSuch(then.grade)) since = undefined;
    else since ??= on;
  }
  return since;
}

/** The cycle with its evidence in the order and on the days on which it first counted in the file. */
export function asItCameIn<Cycle extends ProjectedCycle>(
  projected: Cycle,
  {
    facts,
    category,
    dayBook,
  }: { facts: readonly Fact[]; category: GradedCategory; dayBook?: DayBook | undefined },
): Cycle {
  const impositionOf = impositionsOf(facts, category, dayBook);
  const evidence = projected.evidence
    .flatMap((item) => (dayBook ? dailyEvidence(dayBook, projected.cycle, item) : [item]))
    .map((item): Evidence => ({ ...item, on: impositionOf(item).on }))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return { ...projected, evidence };
}

/** The score sheet after each day of decision. */
function* historyOf({
  category,
  cycle,
  evidence,
  scorer,
}: Sources & { cycle: number; evidence: readonly Evidence[] }): Generator<readonly [Day, Sheet]> {
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
export const dayInCycle = (on: Day, cycle: number): Day =>
  yearOf(on) < cycle ? (`${cycle}-01-01` as Day) : on;
