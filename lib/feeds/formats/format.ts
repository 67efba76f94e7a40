import type { RowFindingCode } from '../../../schemas/reasons/rows/index.ts';
import type { RunProblemCode } from '../../../schemas/reasons/run-problems.ts';

/** A file that cannot be read (on); the sender is told what, where and what to do. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  readonly code: RunProblemCode;
  readonly detail: string;

  constructor(code: RunProblemCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** The bytes of a file, as often as they are asked for. */
export interface SourceFile {
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export const fileFormats = ['csv', 'xlsx', 'json', 'ndjson', 'xml'] as const;
export type FileFormat = (typeof fileFormats)[number];
export type Encoding = 'utf-8' | 'gb18030';

/** One table of a file; an XLSX has one for each sheet. Where its header stands is found by its feed. */
export interface FileTable {
  /** Name of the sheet; empty where the format has one table. */
  readonly name: string;
  /** Names of the fields where records carry them (JSON, XML); then every row is one of content. */
  readonly columns?: readonly string[];
  /** Rows that are not blank, in order, some at a time; to be gone through once. */
  readonly batches: AsyncIterable<readonly FileRow[]> | Iterable<readonly FileRow[]>;
}

export interface FileRow {
  /** As the sender's program counts; of further sheets {@link rowsPerSheet} on for each. Only ever grows in a file. */
  readonly row: number;
  readonly cells: readonly string[];
  /** What the format itself could not understand of the row. */
  readonly problems?: readonly RowProblem[];
}

/** What only the format sees of a row: its cells do not show it any more. */
const rowProblemCodes = [
  'repeated-field',
  'stray-text',
  'error-cell',
] as const satisfies readonly RowFindingCode[];
type RowProblemCode = (typeof rowProblemCodes)[number];

export const isRowProblemCode = (code: string): boolean =>
  (rowProblemCodes as readonly string[]).includes(code);

export interface RowProblem {
  readonly code: RowProblemCode;
  readonly message: string;
  /** The cell at fault; the problem counts only when its column is read. */
  readonly index?: number;
}

/** Makes row numbers unique over the sheets of a file, each of which has at most 1,048,576. */
export const rowsPerSheet = 10_000_000;

/** More columns than any authority's template has, by far. */
export const columnLimit = 300;

/** Cells of a row that are kept in their places; of those beyond, the first that is not blank stands behind them. */
export const cellLimit = 1000;

/** Characters of a row: longer ones are no row, but a quote or a bracket that does not close. */
export const rowLimit = 1_000_000;

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** @throws FileProblem `too-many-columns` */
export function checkColumnCount(count: number): void {
  if (count <= columnLimit) return;
  throw new FileProblem(
    'too-many-columns',
    `The file has ${count} columns or more; at most ${columnLimit} are read. Export the template's columns only.`,
  );
}

/** `where` names the row as well as it is known. */
export const rowTooLarge = (where: string): FileProblem =>
  new FileProblem(
    'row-too-large',
    `${where} is longer than ${rowLimit} characters. Is a quote, bracket or element not closed? Export the file again.`,
  );
