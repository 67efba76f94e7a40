import { columnLimit } from './format.ts';

/** A rectangle of cells: rows from 1, columns from 0. Columns beyond {@link columnLimit} are cut off. */
export interface CellRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The column of a reference such as `AB12`, counted from 1; 0 when it names none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column;
}

/** The cells of a reference such as `G2:G3`. Undefined when it is none. */
export function rangeOf(reference: string): CellRange | undefined {
  const [, first, firstRow, last, lastRow] =
    /^\$?([a-z]{1,3})\$?(\d{1,7})(?::\$?([a-z]{1,3})\$?(\d{1,7}))?$/i.exec(reference.trim()) ?? [];
  if (first === undefined || firstRow === undefined) return undefined;
  const columns = [columnOf(first) - 1, columnOf(last ?? first) - 1];
  const rows = [Number(firstRow), Number(lastRow ?? firstRow)];
  return {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.min(Math.max(...columns), columnLimit - 1),
  };
}

export const isOneCell = ({ top, bottom, left, right }: CellRange): boolean =>
  top === bottom && left === right;
