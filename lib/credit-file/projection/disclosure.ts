import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import { timeLimit } from '../../regulation/time-limits.ts';
import { type Category, isInstitution } from '../../shared/category.ts';
import { addMonths, type Day, laterOf } from '../../shared/day.ts';
import type { ProjectedCycle, ProjectedCycles } from './project-cycles.ts';

/** Public dishonesty information (失信信息公开, Art. 26 (1)), from day `from` to the day before `until`. */
export interface Disclosure {
  readonly cycle: number;
  readonly state: ProjectedCycle['state'];
  readonly score: string;
  readonly from: Day;
  readonly until: Day;
}

interface DisclosureOptions {
  readonly category: Category;
  readonly today: Day;
  readonly book?: PolicyBook | undefined;
}

/**
 * What is public of an institution, the longest first: each published result of E for three years, as long as the result
 * is E. An interim grade is public to nobody, unless the bureau decided so (policy parameter `disclosure.basis`). A
 * repaired, corrected or revoked result is removed at once. E in a later year is a publication of its own.
 */
export function disclosuresOf(
  { published, open }: ProjectedCycles,
  { category, today, book }: DisclosureOptions,
): Disclosure[] {
  if (!isInstitution(category)) return [];
  return [
    ...published.map((projected) => ({ projected, from: projected.publishedOn })),
    ...open
      .map((projected) => ({ projected, from: lastDayOf(projected) }))
      .filter(({ from }) => valueOn('disclosure.basis', from, book) === 'interim'),
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
    .sort((a, b) => (a.until < b.until ? 1 : -1));
}

/** The disclosure with the latest end, by which a file knows that it is public. */
export const disclosureOf = (
  projected: ProjectedCycles,
  options: DisclosureOptions,
): Disclosure | undefined => disclosuresOf(projected, options)[0];

/** For an open cycle the time begins on the day of the last decision that counts in it. */
const lastDayOf = ({ evidence, cycle }: ProjectedCycle): Day => {
  const first = `${cycle}-01-01` as Day;
  const on = evidence.at(-1)?.on ?? first;
  return laterOf(on, first);
};
