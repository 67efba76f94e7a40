import type * as z from 'zod';
import type { findingView, runView } from '../../../schemas/api.ts';
import { cellReadingReasons, cellsReadSentence } from '../../../schemas/reasons/cell-readings.ts';
import { passedRowReasons } from '../../../schemas/reasons/passed-rows.ts';
import { explain, explanationOf, sentencesOf } from '../../../schemas/reasons/reason.ts';
import { rowReasons } from '../../../schemas/reasons/rows/index.ts';
import { runReasons } from '../../../schemas/reasons/run-problems.ts';
import { sourceNames } from '../../../schemas/reasons/source-names.ts';
import type { RowFinding } from '../../../schemas/record.ts';
import type { CellReadings } from '../../feeds/cell-readings.ts';
import type { PassedRows } from '../../feeds/passed-rows.ts';
import type { RunProblem } from '../../feeds/run.ts';

type FindingView = z.infer<typeof findingView>;
type RunView = z.infer<typeof runView>;
type ProblemView = NonNullable<RunView['problem']>;

/** What is wrong with a row, as its sender reads it. */
export const findingViews = (row: number, findings: readonly RowFinding[]): FindingView[] =>
  findings.map(({ column, code }) => {
    const reason = explain(rowReasons, code);
    return { row, ...(column && { column }), code, title: reason.title, explanation: sentencesOf(reason) };
  });

/** Why a file is held or not read, as its sender reads it. */
export const problemView = (problem: RunProblem): ProblemView => ({
  code: problem.code,
  detail: problem.detail,
  explanation: explanationOf(runReasons, problem.code) + hintsOf(problem),
  ...(problem.columns && { columns: [...problem.columns] }),
  ...(problem.fits && { fits: [...problem.fits] }),
  ...(problem.near && { near: [...problem.near] }),
  ...(problem.kept && { kept: [...problem.kept] }),
});

interface Noted {
  readonly passedRows?: PassedRows | undefined;
  readonly readings?: CellReadings | undefined;
}

/** What a person should know of a file that was read: rows that are no data, cells read otherwise than they might think. */
export const notedView = ({ passedRows, readings }: Noted): Pick<RunView, 'passedRows' | 'readings'> => ({
  ...(passedRows && { passedRows: passedView(passedRows) }),
  ...(readings && readings.columns.length > 0 && { readings: readings.columns.map(readingView) }),
});

const passedView = ({ count, first }: PassedRows): NonNullable<RunView['passedRows']> => ({
  count,
  rows: first.map(({ row, code }) => ({ row, code, explanation: explanationOf(passedRowReasons, code) })),
});

const readingView = (reading: CellReadings['columns'][number]): NonNullable<RunView['readings']>[number] => ({
  ...reading,
  written: [...reading.written],
  explanation: cellsReadSentence(reading) + explain(cellReadingReasons, reading.code).remedy,
});

/** What the sender most likely meant, as sentences behind those of the code. */
const hintsOf = ({ fits = [], near = [], kept = [] }: RunProblem): string =>
  [
    ...fits.map((source) => `表头与“${sourceNames[source]}”的模板相符，请以来源${source}报送。`),
    ...near.map(({ column, meant }) => `“${column}”是否应为“${meant}”？请更正列名。`),
    ...(kept.length > 0 ? [`${kept.join('、')}不能忽略，请更正列名后重新报送，或者商请增加该列。`] : []),
  ].join('');
