import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type { RowFinding } from '../../schemas/record.ts';

/** Reads the text of one row's cells and collects findings about them. */
export interface CellReader<Column extends string> {
  /** Trimmed text; empty when the file lacks the column. */
  text(column: Column): string;
  /** True when the column contains something visible. */
  has(column: Column): boolean;
  required(column: Column): string | undefined;
  /** The column's name in the file. Undefined when the file lacks the column. The message then says what to add. */
  nameOf(column: Column): string | undefined;
  /** Adds a finding about the row or one of its columns. */
  find(column: Column | undefined, code: RowFindingCode, message: string): undefined;
  /** Returns a finding without adding it: the row continues as a candidate. */
  finding(column: Column, code: RowFindingCode, message: string): RowFinding;
  readonly findings: readonly RowFinding[];
}

/** The text without invisible characters and surrounding blanks. */
export const visible = (text: string): string => text.replace(/\p{Cf}/gu, '').trim();

/** `places`: the position of each column in the cells, and its name in the file. */
export function createCellReader<Column extends string>(
  cells: readonly string[],
  places: ReadonlyMap<string, { index: number; name: string }>,
): CellReader<Column> {
  const findings: RowFinding[] = [];
  const nameOf = (column: Column): string | undefined => places.get(column)?.name;
  const text = (column: Column): string => {
    const place = places.get(column);
    // An answer file puts an apostrophe before a cell that a spreadsheet would run as a formula. It is removed here.
    return place ? (cells[place.index] ?? '').trim().replace(/^'(?=[=+@＝＋－＠-])/, '') : '';
  };
  const has = (column: Column): boolean => visible(text(column)) !== '';
  const finding = (column: Column, code: RowFindingCode, message: string): RowFinding => {
    const name = nameOf(column);
    return { ...(name !== undefined && { column: name }), code, message };
  };
  const find = (column: Column | undefined, code: RowFindingCode, message: string): undefined => {
    findings.push(column === undefined ? { code, message } : finding(column, code, message));
  };
  const required = (column: Column): string | undefined =>
    has(column) ? text(column) : find(column, 'value-missing', 'This column must be filled.');
  return { text, has, required, nameOf, find, finding, findings };
}
