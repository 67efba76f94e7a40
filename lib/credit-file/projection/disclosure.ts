import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import { timeLimit } from '../../regulation/time-limits.ts';
import { type GradedCategory, isInstitution } from '../../shared/category.ts';
import { addMonths, type Day, earlierOf, laterOf } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import type { DayBook } from '../folding/day-book.ts';
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
  readonly dayBook?: DayBook | undefined;
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
    if ('awaiting' in effect) return effect;
    return publicFrom(projected, effect.on === since ? from : effect.on, book);
  });
  const disclosures = begun
    .filter((one): one is Disclosure => !('awaiting' in one) && today < one.until)
    .sort((a, b) => (a.until < b.until ? 1 : -1));
  const awaiting = begun.flatMap((one) => ('awaiting' in one ? [one.awaiting] : []));
  return { disclosures, ...(awaiting.length > 0 && { awaitingBasis: awaiting }) };
}

const publicFrom = (projected: ProjectedCycle, from: Day, book: PolicyBook | undefined): Disclosure => ({
  cycle: projected.cycle,
  state: projected.state,
  score: projected.sheet.score,
  from,
  until: publicUntil(projected, from, book),
});

/**
 * The first day on which a result that became public on `from` is public no longer (policy parameter `disclosure.from`).
 * With `decision` the time runs from the latest decision that counted in it. The result is shown from its publication on
 * in any case, and never longer than by its publication.
 */
export function publicUntil(projected: ProjectedCycle, from: Day, book: PolicyBook | undefined): Day {
  const begins =
    valueOn('disclosure.from', from, book) === 'decision'
      ? earlierOf(from, latestDecision(projected) ?? from)
      : from;
  return addMonths(begins, timeLimit('disclosure.public', begins));
}

/** A measured value, a bonus and good history are no dishonesty, so they make nothing public for longer. */
function latestDecision({ evidence, sheet }: ProjectedCycle): Day | undefined {
  const bonus = new Set(sheet.lines.flatMap(({ rule, indicator }) => (rule === 'bonus' ? [indicator] : [])));
  return evidence
    .filter(({ indicator, value }) => value === undefined && !bonus.has(indicator))
    .map(({ cause }) => cause.decidedOn as Day)
    .sort()
    .at(-1);
}

/** For an open cycle the time begins on the day of the last decision that counts in it. */
const lastDayOf = ({ evidence, cycle }: ProjectedCycle): Day => {
  const first = `${cycle}-01-01` as Day;
  const on = evidence.at(-1)?.on ?? first;
  return laterOf(on, first);
};
