/**
 * Puts an apostrophe before a cell that a spreadsheet would run as a formula, full-width signs and leading blanks
 * included, and before a number that it would shorten. An officer who opens a CSV, corrects one cell and saves it must not
 * lose the numbers of the others.
 */
export function guardedCell(cell: string): string {
  const text = /^[\t\r\n ]/.test(cell) ? cell.trimStart() : cell;
  return isRun(text) || isShortened(text.trimEnd()) ? `'${text}` : text;
}

/** Takes the apostrophe of `guardedCell` off again. */
export const unguardedCell = (cell: string): string => {
  const text = cell.slice(1);
  return cell.startsWith("'") && guardedCell(text) !== text ? text : cell;
};

const isRun = (text: string): boolean => /^[=+@＝＋－＠]|^-(?!\d+(\.\d+)?$)/.test(text);

/** More digits than a spreadsheet shows of a number, a zero in front, or digits around an E: a power of ten for it. */
const isShortened = (text: string): boolean => /^(\d{12,}|0\d+|\d+[Ee]\d+)$/.test(text);
