import type { Sealed, SubjectKey } from '../credit-file/facts/subject.ts';
import type { ProjectedCycle } from '../credit-file/projection/project-cycles.ts';
import type { Category } from '../shared/category.ts';
import { isRegion } from '../shared/division.ts';
import type { Grade } from '../shared/grade.ts';
import { grades } from '../shared/grade.ts';
import { type Problems, sumOfCounts, sumOfProblems } from './counts.ts';
import type { AnnualResult } from './result.ts';

/** The subjects of a rehearsal, counted: of the whole, and of each prefecture. */
export interface Figures {
  readonly subjects: number;
  /** `category/prefecture/grade` → subjects; prefecture is 4 digits of the division, or `-`. */
  readonly grades: Readonly<Record<string, number>>;
  /** `category/from/to` against the result of the year before, and against the interim grade of the cycle. */
  readonly movesFromYear: Readonly<Record<string, number>>;
  readonly movesFromInterim: Readonly<Record<string, number>>;
  /** Trials only: `category/from/to` against the result by the tables in force. */
  readonly movesFromInForce: Readonly<Record<string, number>>;
  /** `category/indicator` → subjects with evidence for it. */
  readonly indicators: Readonly<Record<string, number>>;
  /** `category/indicator` → institutions without a measured value. Absent in reports of earlier releases. */
  readonly missingValues?: Readonly<Record<string, number>> | undefined;
  readonly vetoed: number;
  /** Vetoed now, and not at E the year before. */
  readonly newlyVetoed: number;
  readonly downgraded: number;
}

/** A rehearsal in numbers. The reports of the shards add up to the report of the whole. */
export interface Report extends Figures, Problems {
  /** Figures by prefecture; `-` are subjects without one. Absent in reports of earlier releases. */
  readonly byPrefecture?: Readonly<Record<string, Figures>> | undefined;
  /** Largest first. */
  readonly largestMoves: readonly Move[];
}

/** How far one subject moves, and the documents that explain it. */
export interface Move {
  readonly subject: SubjectKey;
  readonly sealed: Sealed;
  readonly prefecture: string;
  readonly against: 'year-before' | 'interim' | 'in-force';
  readonly from: { readonly grade: Grade; readonly score: string };
  readonly to: { readonly grade: Grade; readonly score: string };
  /** Indicators with evidence, and the documents behind them. */
  readonly because: readonly { readonly indicator: string; readonly documents: readonly string[] }[];
}

const emptyFigures: Figures = {
  subjects: 0,
  grades: {},
  movesFromYear: {},
  movesFromInterim: {},
  movesFromInForce: {},
  indicators: {},
  missingValues: {},
  vetoed: 0,
  newlyVetoed: 0,
  downgraded: 0,
};

export const emptyReport: Report = {
  ...emptyFigures,
  byPrefecture: {},
  largestMoves: [],
  problems: 0,
  problemSubjects: [],
};

const movesShown = 100;
const reasonsShown = 5;

/** The result of a subject, as reported. A trial compares it with `basis`, the result by the tables in force. */
export type ReportedResult = AnnualResult & { readonly basis: ProjectedCycle | undefined };

interface Reported {
  readonly subject: SubjectKey;
  readonly sealed: Sealed;
  readonly division: string | undefined;
  readonly missing: readonly string[];
}

/** The report with one more subject. */
export function withResult(report: Report, about: Reported, result: ReportedResult): Report {
  const prefecture = about.division?.slice(0, 4) ?? '-';
  const move = moveOf(about.subject, { ...about, prefecture, ...result });
  const counted = { category: about.subject.category, prefecture, missing: about.missing };
  const { byPrefecture = {} } = report;
  const own = withCounted(byPrefecture[prefecture] ?? emptyFigures, counted, result);
  return {
    ...report,
    ...withCounted(report, counted, result),
    byPrefecture: { ...byPrefecture, [prefecture]: own },
    largestMoves: move ? largest([...report.largestMoves, move]) : report.largestMoves,
  };
}

/** The figures with one more subject. */
function withCounted(
  figures: Figures,
  { category, prefecture, missing }: Pick<Reported, 'missing'> & { category: Category; prefecture: string },
  { projected, interim, before, basis }: ReportedResult,
): Figures {
  const { grade, vetoed, downgraded } = projected.sheet;
  const wasE = before?.sheet.grade === 'E';
  return {
    subjects: figures.subjects + 1,
    grades: plusOne(figures.grades, `${category}/${prefecture}/${grade}`),
    movesFromYear: before
      ? plusOne(figures.movesFromYear, `${category}/${before.sheet.grade}/${grade}`)
      : figures.movesFromYear,
    movesFromInterim: interim
      ? plusOne(figures.movesFromInterim, `${category}/${interim.sheet.grade}/${grade}`)
      : figures.movesFromInterim,
    movesFromInForce: basis
      ? plusOne(figures.movesFromInForce, `${category}/${basis.sheet.grade}/${grade}`)
      : figures.movesFromInForce,
    indicators: [...new Set(projected.evidence.map(({ indicator }) => indicator))].reduce(
      (counts, indicator) => plusOne(counts, `${category}/${indicator}`),
      figures.indicators,
    ),
    missingValues: missing.reduce(
      (counts, indicator) => plusOne(counts, `${category}/${indicator}`),
      figures.missingValues ?? {},
    ),
    vetoed: figures.vetoed + (vetoed ? 1 : 0),
    newlyVetoed: figures.newlyVetoed + (vetoed && !wasE ? 1 : 0),
    downgraded: figures.downgraded + (downgraded ? 1 : 0),
  };
}

/** The sum of two reports. */
export const withReport = (a: Report, b: Report): Report => ({
  ...sumOfFigures(a, b),
  byPrefecture: sumByPrefecture(a.byPrefecture ?? {}, b.byPrefecture ?? {}),
  largestMoves: largest([...a.largestMoves, ...b.largestMoves]),
  ...sumOfProblems(a, b),
});

const sumOfFigures = (a: Figures, b: Figures): Figures => ({
  subjects: a.subjects + b.subjects,
  grades: sumOfCounts(a.grades, b.grades),
  movesFromYear: sumOfCounts(a.movesFromYear, b.movesFromYear),
  movesFromInterim: sumOfCounts(a.movesFromInterim, b.movesFromInterim),
  movesFromInForce: sumOfCounts(a.movesFromInForce, b.movesFromInForce),
  indicators: sumOfCounts(a.indicators, b.indicators),
  missingValues: sumOfCounts(a.missingValues ?? {}, b.missingValues ?? {}),
  vetoed: a.vetoed + b.vetoed,
  newlyVetoed: a.newlyVetoed + b.newlyVetoed,
  downgraded: a.downgraded + b.downgraded,
});

type ByPrefecture = NonNullable<Report['byPrefecture']>;

function sumByPrefecture(a: ByPrefecture, b: ByPrefecture): ByPrefecture {
  const sum: Record<string, Figures> = { ...a };
  for (const [prefecture, figures] of Object.entries(b))
    sum[prefecture] = sumOfFigures(sum[prefecture] ?? emptyFigures, figures);
  return sum;
}

/**
 * The part of a report that lies in the area of a token: all for the region, its own figures and moves for a prefecture.
 * Who could not be evaluated is for the region to see; that there is somebody, for all, because it holds up each release.
 */
export function reportIn(report: Report, area: string | undefined): Report {
  if (isRegion(area)) return report;
  return {
    ...(report.byPrefecture?.[area ?? ''] ?? emptyFigures),
    largestMoves: report.largestMoves.filter(({ prefecture }) => prefecture === area),
    problems: report.problems,
    problemSubjects: [],
  };
}

const plusOne = (counts: Readonly<Record<string, number>>, key: string) => ({
  ...counts,
  [key]: (counts[key] ?? 0) + 1,
});

interface Moving extends Pick<ReportedResult, 'projected' | 'interim' | 'before' | 'basis'> {
  readonly sealed: Sealed;
  readonly prefecture: string;
}

function moveOf(
  subject: SubjectKey,
  { sealed, prefecture, projected, interim, before, basis }: Moving,
): Move | undefined {
  const base = basis ?? before ?? interim;
  if (!base || (base.sheet.grade === projected.sheet.grade && base.sheet.score === projected.sheet.score))
    return undefined;
  return {
    subject: { party: subject.party, category: subject.category },
    sealed,
    prefecture,
    against: basis ? 'in-force' : before ? 'year-before' : 'interim',
    from: { grade: base.sheet.grade, score: base.sheet.score },
    to: { grade: projected.sheet.grade, score: projected.sheet.score },
    because: because(projected),
  };
}

function because({ evidence }: ProjectedCycle): Move['because'] {
  const byIndicator = Map.groupBy(evidence, ({ indicator }) => indicator);
  return [...byIndicator].slice(0, reasonsShown).map(([indicator, items]) => ({
    indicator,
    documents: items
      .filter(({ cause }) => !cause.isRestricted)
      .slice(0, reasonsShown)
      .map(({ cause }) => cause.document),
  }));
}

/**
 * Size of a move: steps of the grade first, then points. Equal sizes are sorted by subject, so the order is total.
 */
const sizeOf = ({ from, to }: Move): number =>
  Math.abs(grades.indexOf(to.grade) - grades.indexOf(from.grade)) * 1000 +
  Math.abs(Number(to.score) - Number(from.score));

const largest = (moves: readonly Move[]): Move[] =>
  moves
    .toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a.subject.party < b.subject.party ? -1 : 1))
    .slice(0, movesShown);
