import { timeLimit } from '../../regulation/time-limits.ts';
import { type Category, isInstitution } from '../../shared/category.ts';
import { addMonths, type Day, laterOf } from '../../shared/day.ts';
import type { ProjectedCycle, ProjectedCycles } from './project-cycles.ts';

/** Dishonesty information that is public (失信信息公开, Art. 26 (1)): from a day up to, and without, the day `until`. */
export interface Disclosure {
  readonly cycle: number;
  readonly state: ProjectedCycle['state'];
  readonly score: string;
  readonly from: Day;
  readonly until: Day;
}

/**
 * What is public of an institution: for three years from each result of E, as long as it is E. A repaired, corrected or
 * revoked one is gone at once. Of several the one that stays longest.
 */
export function disclosureOf(
  { published, open }: ProjectedCycles,
  category: Category,
  today: Day,
): Disclosure | undefined {
  if (!isInstitution(category)) return undefined;
  return [
    ...published.map((projected) => ({ projected, from: projected.publishedOn })),
    ...open.map((projected) => ({ projected, from: lastDayOf(projected) })),
  ]
    .filter(({ projected }) => projected.sheet.grade === 'E')
    .map(({ projected: { cycle, state, sheet }, from }) => ({
      cycle,
      state,
      score: sheet.score,
      from,
      until: addMonths(from, timeLimit('disclosure.public', from)),
    }))
    .filter(({ until }) => today < until)
    .sort((a, b) => (a.until < b.until ? 1 : -1))[0];
}

/** An open cycle stands at E since the last decision that counts in it. */
const lastDayOf = ({ evidence, cycle }: ProjectedCycle): Day => {
  const first = `${cycle}-01-01` as Day;
  const on = evidence.at(-1)?.on ?? first;
  return laterOf(on, first);
};
