import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type { RowFinding } from '../../schemas/record.ts';

/** The text in the cells of one row, and what is found about them. */
export interface CellReader<Column extends string> {
  /** Trimmed text; empty when the column is not there. */
  text(column: Column): string;
  /** Whether something visible stands in the column. */
  has(column: Column): boolean;
  required(column: Column): string | undefined;
  /** The column's name in the file. Undefined of a column that the file does not have: the sentence says what to add. */
  nameOf(column: Column): string | undefined;
  /** Notes a finding about the row or one of its columns. */
  find(column: Column | undefined, code: RowFindingCode, message: string): undefined;
  /** A finding that is not noted: the row goes on as a candidate. */
  finding(column: Column, code: RowFindingCode, message: string): RowFinding;
  readonly findings: readonly RowFinding[];
}

/** Without the characters that show nothing, and the space around it. */
export const visible = (text: string): string => text.replace(/\p{Cf}/gu, '').trim();

/** `places`: where each column stands in the cells, and its name there. */
export function createCellReader<Column extends string>(
  cells: readonly string[],
  places: ReadonlyMap<string, { index: number; name: string }>,
): CellReader<Column> {
  const findings: RowFinding[] = [];
  const nameOf = (column: Column): string | undefined => places.get(column)?.name;
  const text = (column: Column): string => {
    const place = places.get(column);
    // An answer file marks a cell that a spreadsheet would run as a formula; here the mark comes off again.
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
