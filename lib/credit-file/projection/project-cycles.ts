import { gradeOf } from '../../regulation/grade-bands.ts';
import { ownScorePolicy, type PolicyBook, shippedBook, valueFor, valueOn } from '../../regulation/policy.ts';
import { takesIndicator } from '../../regulation/tables/index.ts';
import { type GradedCategory, isStaff } from '../../shared/category.ts';
import { type Day, yearOf } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import type { Exclusion } from '../cases/exclusions.ts';
import type { Fact, Link, PeerStatistics, PublicationFact } from '../facts/fact.ts';
import { isAwayIn } from '../facts/registered-days.ts';
import type { DayBook } from '../folding/day-book.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type Cycles, publicationKey, publicationsOf } from './late-evidence.ts';
import type { Scorer, ScoringInput, Sheet } from './scorer.ts';

/** One cycle of a file, with the input and the sheet of its score. */
interface CycleProjection {
  readonly cycle: number;
  readonly input: ScoringInput;
  readonly evidence: readonly Evidence[];
  readonly sheet: Sheet;
}

/** A cycle without a published result. */
export interface OpenCycle extends CycleProjection {
  readonly state: 'interim';
}

/** The result of an annual evaluation, and the day it was made known. */
export interface PublishedCycle extends CycleProjection {
  readonly state: 'published';
  readonly publishedOn: Day;
}

export type ProjectedCycle = OpenCycle | PublishedCycle;

export interface CyclePolicy {
  /** The first cycle that this connector evaluates. Without a publication, the cycles from this one on are open. */
  readonly firstCycle: number;
  /** The bureau's values of policy parameters; without it, the shipped ones. */
  readonly book?: PolicyBook | undefined;
}

export interface CycleOptions {
  readonly category: GradedCategory;
  readonly today: Day;
  readonly scorer: Scorer;
  readonly policy: CyclePolicy;
  readonly excluded: ReadonlyMap<string, Exclusion>;
  /** The sums of decisions that are not among the facts. */
  readonly dayBook?: DayBook | undefined;
}

export interface ProjectedCycles {
  /** Oldest first. */
  readonly published: readonly PublishedCycle[];
  /** Cycles after the last published one, up to the current year; oldest first. */
  readonly open: readonly OpenCycle[];
  readonly cycles: Cycles;
}

/** Projects every published cycle of a file, and its open ones (Art. 15). */
export function projectCycles(
  facts: readonly Fact[],
  links: readonly Link[],
  options: CycleOptions,
): ProjectedCycles {
  const { category, today, policy } = options;
  const cycles = cyclesOf(facts, category, options);
  const published: PublishedCycle[] = [];
  for (const publication of cycles.published.values()) {
    published.push(
      projectPublishedCycle(publication, { facts, links, cycles, before: published, ...options }),
    );
  }
  const now = yearOf(today);
  const last = published.at(-1)?.cycle;
  const first = Math.min(now, last === undefined ? policy.firstCycle : last + 1);
  const open = Array.from({ length: now - first + 1 }, (_, index) => first + index)
    .filter((cycle) => !cycles.published.has(cycle))
    .map((cycle) => projectOpenCycle(cycle, { facts, links, cycles, before: published, ...options }));
  return { published, open, cycles };
}

/** The publications of a file, and how evidence counts that comes in after them. */
export const cyclesOf = (
  facts: readonly Fact[],
  category: GradedCategory,
  { today, policy }: { today: Day; policy: CyclePolicy },
): Cycles => ({
  published: publicationsOf(facts, category),
  lateEvidence: valueOn('cycle.late-evidence', today, policy.book),
});

/**
 * Three grades of C or below lower the grade of the open cycle too, from the publication of the third one on (Art. 26
 * (2), policy parameter `downgrade.from`).
 */
function projectOpenCycle(
  cycle: number,
  { before, ...options }: Sources & { before: readonly PublishedCycle[] },
): OpenCycle {
  const { book = shippedBook } = options.policy;
  const own = ownScorePolicy(cycle, book);
  const isLowered = isStaff(options.category) && valueFor('downgrade.from', cycle, book) === 'publication';
  const reading = {
    input: valueFor('downgrade.input', cycle, book),
    absence: valueFor('downgrade.absence', cycle, book),
  };
  const input: ScoringInput = {
    ...inputOf(cycle, options),
    ...(isLowered && previousOf(cycle, before, { ...options, ...reading })),
    ...(own && { policy: own }),
  };
  return {
    cycle,
    state: 'interim',
    input,
    evidence: input.evidence,
    sheet: scored(input, 'interim', options),
  };
}

interface Sources extends CycleOptions {
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
  readonly cycles: Cycles;
}

const inputOf = (
  cycle: number,
  { facts, links, cycles, category, excluded, dayBook }: Sources,
  tableVersion?: string,
): ScoringInput => ({
  category,
  cycle,
  evidence: evidenceOf(facts, links, { category, cycle, cycles, excluded, tableVersion, dayBook }),
});

function projectPublishedCycle(
  { cycle, publishedOn, peers, tableVersion, policy }: PublicationFact,
  { before, ...options }: Sources & { before: readonly PublishedCycle[] },
): PublishedCycle {
  const found = inputOf(cycle, options, tableVersion);
  const evidence = [...found.evidence, ...goodHistory(found, { before, tableVersion })];
  const input: ScoringInput = {
    ...found,
    evidence,
    ...peersOf(evidence, peers),
    ...previousOf(cycle, before, { ...options, ...readingOf(policy) }),
    ...(policy?.own && { policy: policy.own }),
    tableVersion,
  };
  return { cycle, state: 'published', publishedOn, input, evidence, sheet: scored(input, 'annual', options) };
}

/** A value without frozen statistics came in after the evaluation began. It is compared with itself only. */
function peersOf(
  evidence: readonly Evidence[],
  peers: PublicationFact['peers'] = {},
): Pick<ScoringInput, 'peers'> {
  const alone = evidence.flatMap(({ indicator, value }): [string, PeerStatistics][] =>
    value === undefined || peers[indicator] ? [] : [[indicator, { min: value, max: value }]],
  );
  const all = { ...peers, ...Object.fromEntries(alone) };
  return Object.keys(all).length > 0 ? { peers: all } : {};
}

/** How a publication reads the three-year rule. Publications of earlier releases do not say it. */
const readingOf = (policy: PublicationFact['policy']): DowngradeReading => ({
  input: policy?.['downgrade.input'] ?? 'published',
  absence: policy?.['downgrade.absence'] ?? 'break',
});

interface DowngradeReading {
  readonly input: 'earned' | 'published';
  readonly absence: 'skip' | 'break';
}

const cyclesBefore = 3;

/**
 * The grades of the published cycles directly before, without a gap, oldest first: those earned by each year's own
 * score, or as published (policy parameter `downgrade.input`). A year in which a person of staff was away is left out
 * (`downgrade.absence`).
 */
function previousOf(
  cycle: number,
  published: readonly ProjectedCycle[],
  { facts, category, input, absence }: Pick<Sources, 'facts' | 'category'> & DowngradeReading,
): Pick<ScoringInput, 'previousGrades'> {
  const first = published[0]?.cycle ?? cycle;
  const isAway = (year: number): boolean =>
    absence === 'skip' && isStaff(category) && isAwayIn(year, facts, category);
  const grades: Grade[] = [];
  for (let year = cycle - 1; year >= first && grades.length < cyclesBefore; year--) {
    if (isAway(year)) continue;
    const known = published.find((one) => one.cycle === year);
    if (!known) break;
    grades.unshift(input === 'earned' ? earnedGrade(known.sheet) : known.sheet.grade);
  }
  return grades.length > 0 ? { previousGrades: grades } : {};
}

/** The grade by the score of the cycle itself, without the three-year rule. */
const earnedGrade = ({ vetoed, score }: Sheet): Grade => (vetoed ? 'E' : gradeOf(score));

const goodHistoryIndicator = 'mi.good-history';
const cyclesOfGoodHistory = 2;

/**
 * One point for each directly preceding published cycle without a violation (annex 6), unless a finding of the bureau
 * gives the count.
 */
function goodHistory(
  { category, cycle, evidence }: ScoringInput,
  { before, tableVersion: version }: { before: readonly PublishedCycle[]; tableVersion: string },
): Evidence[] {
  const indicator = goodHistoryIndicator;
  if (category !== 'medical-institution' || evidence.some((item) => item.indicator === indicator)) return [];
  if (!takesIndicator(indicator, { category, cycle, version })) return [];
  const clean: PublishedCycle[] = [];
  for (let year = cycle - 1; year >= cycle - cyclesOfGoodHistory; year--) {
    const known = before.find((one) => one.cycle === year);
    if (!known || hasViolation(known)) break;
    clean.push(known);
  }
  return clean.map(({ cycle: year, publishedOn }) => ({
    indicator,
    count: 1,
    on: publishedOn,
    cause: {
      fact: publicationKey(category, year),
      document: `${year}年度评价结果`,
      authority: '医疗保障局',
      decidedOn: publishedOn,
      run: '',
      fileSha256: '',
      row: 0,
    },
  }));
}

/** Whether an act was established in the cycle. Measured values, surveys and bonuses are not violations. */
function hasViolation({ evidence, sheet }: ProjectedCycle): boolean {
  const bonuses = new Set(
    sheet.lines.filter(({ rule }) => rule === 'bonus').map(({ indicator }) => indicator),
  );
  return evidence.some(
    ({ indicator, value, level }) => value === undefined && level !== 'full' && !bonuses.has(indicator),
  );
}

/** @throws RangeError for evidence that no table accepts; intake has checked it, so this is a fault */
function scored(input: ScoringInput, mode: 'interim' | 'annual', { scorer }: CycleOptions): Sheet {
  const sheet = scorer(input, { mode });
  if (sheet.ok) return sheet.value;
  throw new RangeError(`a file cannot be scored: ${sheet.error.code}: ${sheet.error.message}`);
}

/**
 * The cycle whose grade is in force: the last published one, unless an open cycle has a worse grade (dynamic
 * evaluation, Art. 2). Before the first publication: the open cycle with the worst grade, the latest of several.
 */
export function cycleInForce({ published, open }: ProjectedCycles): ProjectedCycle {
  const [first, ...rest]: ProjectedCycle[] = [...published.slice(-1), ...open];
  if (!first) throw new RangeError('a file has no cycle');
  return rest.reduce((inForce, next) => {
    const isWorse = next.sheet.grade > inForce.sheet.grade;
    return isWorse || (next.sheet.grade === inForce.sheet.grade && inForce.state === 'interim')
      ? next
      : inForce;
  }, first);
}
