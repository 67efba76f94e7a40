import { answerColumns } from '../feed.ts';
import type { Note } from '../formats/write-xlsx.ts';

/** A cell of an answer that is wrong, with what is wrong and how it is mended. */
export interface WrongCell {
  /** Position in the lines of the answer; the header is 0. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Where a column of a finding stands in the answer: its own columns, the four of the answer, cells beyond the header. */
export const placesIn =
  (header: readonly string[], kept: readonly number[]) =>
  (column: string): number | undefined => {
    const [, number] = /^#(\d+)$/.exec(column) ?? [];
    const index = number === undefined ? header.indexOf(column) : Number(number) - 1;
    if (index >= header.length) return kept.length + answerColumns.length + index - header.length;
    const place = kept.indexOf(index);
    return column === '' || place < 0 ? undefined : place;
  };

/**
 * The notes of wrong cells. A column that is empty in every row of several has one comment, at its name, and none at each
 * of its cells: there is nothing in them to compare with it.
 */
export function notesOf(lines: readonly (readonly string[])[], wrong: readonly WrongCell[]): Note[] {
  const isEmpty = (column: number): boolean =>
    lines.length > 2 && lines.every((cells, line) => line === 0 || !cells[column]?.trim());
  return [...Map.groupBy(wrong, ({ column }) => column)].flatMap(([column, cells]) => {
    if (!isEmpty(column)) return cells.map(({ line, text }) => ({ row: line + 1, column, text }));
    const texts = [...new Set(cells.map(({ text }) => text))];
    return [
      { row: 1, column, text: texts.join('') },
      ...cells.map(({ line }) => ({ row: line + 1, column })),
    ];
  });
}

const narrowest = 8;
const widest = 60;

/** The widths of columns by their longest text; a Chinese character is as wide as two of ours. */
export function columnWidths(lines: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const cells of lines)
    for (const [column, cell] of cells.entries())
      widths[column] = Math.max(widths[column] ?? narrowest, Math.min(widest, widthOf(cell) + 2));
  return widths;
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    width += character > '\u2E7F' ? 2 : 1;
    if (width >= widest) break;
  }
  return width;
}
