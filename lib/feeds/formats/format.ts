import type { RowFindingCode } from '../../../schemas/reasons/rows/index.ts';
import type { RunProblemCode } from '../../../schemas/reasons/run-problems.ts';

/** A file that cannot be read, or not read further. The sender is told what is wrong, where, and what to do. */
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

/** The bytes of a file. They can be read more than once. */
export interface SourceFile {
  readonly bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

export const fileFormats = ['csv', 'xlsx', 'json', 'ndjson', 'xml'] as const;
export type FileFormat = (typeof fileFormats)[number];
export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** One table of a file: an XLSX has one for each sheet, other formats have one. The feed finds the header. */
export interface FileTable {
  /** Name of the sheet; empty for formats with one table. */
  readonly name: string;
  /** True for a sheet that the sender's program does not show. */
  readonly isHidden?: boolean;
  /** Field names, for formats whose records name their fields (JSON, XML). Every row is then a data row. */
  readonly columns?: readonly string[];
  /** Set when the file says of itself that it is one page of several. */
  readonly page?: Page;
  /** Rows that are not blank, in order and in batches. Can be iterated once. */
  readonly batches: AsyncIterable<readonly FileRow[]> | Iterable<readonly FileRow[]>;
}

/** Records that came, and how many there are by the file's own words. */
export interface Page {
  readonly records: number;
  readonly total?: number;
}

export interface FileRow {
  /**
   * Row number as the sender's program counts. Each further sheet starts {@link rowsPerSheet} higher. Numbers only
   * increase within a file.
   */
  readonly row: number;
  readonly cells: readonly string[];
  /** Problems the format found in the row. */
  readonly problems?: readonly RowProblem[];
  /** Cells of a workbook that show the value of another one. */
  readonly covered?: readonly CoveredCell[];
}

/** A cell that shows no value of its own: it lies under a merged cell, or in the range of an array formula. */
export interface CoveredCell {
  readonly index: number;
  /** Row of the cell that holds the value. */
  readonly anchorRow: number;
  /** The value of that cell. Undefined when it is unclear whether it counts for this cell too. */
  readonly text: string | undefined;
  /** What is wrong with the cell that holds the value. */
  readonly problem?: RowProblem | undefined;
  readonly of: 'merge' | 'formula';
}

/** Problems that the cells of a row that waits do not show. */
const rowProblemCodes = [
  'repeated-field',
  'stray-text',
  'error-cell',
  'formula-without-value',
  'lost-text',
  'two-values',
  'merged-cell',
  'broken-quotes',
  'text-too-long',
] as const satisfies readonly RowFindingCode[];
type RowProblemCode = (typeof rowProblemCodes)[number];

export const isRowProblemCode = (code: string): boolean =>
  (rowProblemCodes as readonly string[]).includes(code);

export interface RowProblem {
  readonly code: RowProblemCode;
  readonly message: string;
  /** The cell at fault. The problem counts only when its column is read. */
  readonly index?: number;
}

/** Keeps row numbers unique across the sheets of a file. A sheet has at most 1,048,576 rows. */
export const rowsPerSheet = 10_000_000;

/** Limit on columns, far above any authority's template. */
export const columnLimit = 300;

/**
 * Cells of a row that keep their position. Of the cells beyond, only the first one that is not blank is kept, after
 * them.
 */
export const cellLimit = 1000;

/** Characters of a row. A longer one is caused by a quote or bracket that is not closed. */
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

/** `where` names the row as precisely as it is known. */
export const rowTooLarge = (where: string): FileProblem =>
  new FileProblem(
    'row-too-large',
    `${where} is longer than ${rowLimit} characters. Is a quote, bracket or element not closed? Export the file again.`,
  );
