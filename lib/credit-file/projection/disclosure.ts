import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import { timeLimit } from '../../regulation/time-limits.ts';
import { type GradedCategory, isInstitution } from '../../shared/category.ts';
import { addMonths, type Day, laterOf } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import { begunWithBasis } from './awaiting-basis.ts';
import { asItCameIn, gradeSince } from './grade-since.ts';
import type { ProjectedCycle, ProjectedCycles } from './project-cycles.ts';
import type { AwaitingBasis } from './sanctions.ts';
import type { Scorer } from './scorer.ts';

/** Public dishonesty information (失信信息公开, Art. 26 (1)), from day `from` to the day before `until`. */
export interface Disclosure {
  readonly cycle: number;
  readonly state: ProjectedCycle['state'];
  readonly score: string;
  readonly from: Day;
  readonly until: Day;
}

interface Publicity {
  /** What is public, the longest first: each result of E is a publication of its own. */
  readonly disclosures: readonly Disclosure[];
  readonly awaitingBasis?: readonly AwaitingBasis[] | undefined;
}

interface Sources {
  readonly facts: readonly Fact[];
  readonly category: GradedCategory;
  readonly scorer: Scorer;
  readonly today: Day;
  readonly book?: PolicyBook | undefined;
}

/**
 * What is public of an institution: each published result of E for three years, as long as the result is E. An interim
 * grade is public to nobody, unless the bureau decided so (policy parameter `disclosure.basis`). A repaired, corrected or
 * revoked result is removed at once. E in a later year is a publication of its own. A result that became E on a day
 * without a legal basis is public from the first day that has one.
 */
export function publicityOf({ published, open }: ProjectedCycles, sources: Sources): Publicity {
  const { category, today, book } = sources;
  if (!isInstitution(category)) return { disclosures: [] };
  const atE = [
    ...published.map((projected) => ({ projected, from: projected.publishedOn })),
    ...open
      .map((projected) => ({ projected, from: lastDayOf(projected) }))
      .filter(({ from }) => valueOn('disclosure.basis', from, book) === 'interim'),
  ].filter(({ projected }) => projected.sheet.grade === 'E');
  const begun = atE.map(({ projected, from }) => {
    const since = laterOf(from, gradeSince(asItCameIn(projected, sources), sources) ?? from);
    const effect = begunWithBasis('disclosure', since, sources);
    return 'awaiting' in effect ? effect : publicFrom(projected, effect.on === since ? from : effect.on);
  });
  const disclosures = begun
    .filter((one): one is Disclosure => !('awaiting' in one) && today < one.until)
    .sort((a, b) => (a.until < b.until ? 1 : -1));
  const awaiting = begun.flatMap((one) => ('awaiting' in one ? [one.awaiting] : []));
  return { disclosures, ...(awaiting.length > 0 && { awaitingBasis: awaiting }) };
}

const publicFrom = ({ cycle, state, sheet }: ProjectedCycle, from: Day): Disclosure => ({
  cycle,
  state,
  score: sheet.score,
  from,
  until: addMonths(from, timeLimit('disclosure.public', from)),
});

/** For an open cycle the time begins on the day of the last decision that counts in it. */
const lastDayOf = ({ evidence, cycle }: ProjectedCycle): Day => {
  const first = `${cycle}-01-01` as Day;
  const on = evidence.at(-1)?.on ?? first;
  return laterOf(on, first);
};
