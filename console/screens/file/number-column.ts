/** Numbers of a column. They stay on the page. */
export interface NumberColumn {
  readonly numbers: readonly string[];
  /** Lines that have no number one could ask with, as a workbook shows long ones: `5.40102E+17`. */
  readonly unreadable: number;
}

export const numbersMost = 500;

const isNumber = (cell: string): boolean => /^[0-9A-Z]{6,60}$/i.test(cell);
/** A workbook marks a number as text by an apostrophe. */
const cellsOf = (line: string): string[] => line.split('\t').map((cell) => cell.trim().replace(/^['’]/, ''));

/** The numbers of pasted text, one a line, each once; of several cells in a line the first that is a number. */
export function numbersIn(text: string): NumberColumn {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const found = lines.map((line) => cellsOf(line).find(isNumber));
  const numbers = [...new Set(found.flatMap((one) => one?.toUpperCase() ?? []))].slice(0, numbersMost);
  return { numbers, unreadable: found.filter((one) => one === undefined).length };
}

/** Whether pasted text is a column, and no number by itself. */
export const isColumn = (text: string): boolean => text.trim().includes('\n');
