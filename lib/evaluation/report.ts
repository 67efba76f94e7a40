import type { Sealed, SubjectKey } from '../credit-file/facts/subject.ts';
import type { ProjectedCycle } from '../credit-file/projection/project-cycles.ts';
import type { Grade } from '../shared/grade.ts';
import { grades } from '../shared/grade.ts';
import { type Problems, sumOfCounts, sumOfProblems } from './counts.ts';
import type { AnnualResult } from './result.ts';

/** A rehearsal in numbers. The reports of the shards add up to the report of the whole. */
export interface Report extends Problems {
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

export const emptyReport: Report = {
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
  largestMoves: [],
  problems: 0,
  problemSubjects: [],
};

const movesShown = 100;
const reasonsShown = 5;

/** The result of a subject, as reported. A trial compares it with `basis`, the result by the tables in force. */
export type ReportedResult = AnnualResult & { readonly basis: ProjectedCycle | undefined };

/** The report with one more subject. */
export function withResult(
  report: Report,
  about: {
    subject: SubjectKey;
    sealed: Sealed;
    division: string | undefined;
    missing: readonly string[];
  },
  { projected, interim, before, basis }: ReportedResult,
): Report {
  const { category } = about.subject;
  const prefecture = about.division?.slice(0, 4) ?? '-';
  const { grade, vetoed, downgraded } = projected.sheet;
  const wasE = before?.sheet.grade === 'E';
  const move = moveOf(about.subject, { ...about, prefecture, projected, interim, before, basis });
  return {
    ...report,
    subjects: report.subjects + 1,
    grades: plusOne(report.grades, `${category}/${prefecture}/${grade}`),
    movesFromYear: before
      ? plusOne(report.movesFromYear, `${category}/${before.sheet.grade}/${grade}`)
      : report.movesFromYear,
    movesFromInterim: interim
      ? plusOne(report.movesFromInterim, `${category}/${interim.sheet.grade}/${grade}`)
      : report.movesFromInterim,
    movesFromInForce: basis
      ? plusOne(report.movesFromInForce, `${category}/${basis.sheet.grade}/${grade}`)
      : report.movesFromInForce,
    indicators: [...new Set(projected.evidence.map(({ indicator }) => indicator))].reduce(
      (counts, indicator) => plusOne(counts, `${category}/${indicator}`),
      report.indicators,
    ),
    missingValues: about.missing.reduce(
      (counts, indicator) => plusOne(counts, `${category}/${indicator}`),
      report.missingValues ?? {},
    ),
    vetoed: report.vetoed + (vetoed ? 1 : 0),
    newlyVetoed: report.newlyVetoed + (vetoed && !wasE ? 1 : 0),
    downgraded: report.downgraded + (downgraded ? 1 : 0),
    largestMoves: move ? largest([...report.largestMoves, move]) : report.largestMoves,
  };
}

/** The sum of two reports. */
export const withReport = (a: Report, b: Report): Report => ({
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
  largestMoves: largest([...a.largestMoves, ...b.largestMoves]),
  ...sumOfProblems(a, b),
});

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
