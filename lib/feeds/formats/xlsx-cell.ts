import type { RowProblem } from './format.ts';
import { textOf } from './xlsx-text.ts';
import type { Workbook } from './xlsx-workbook.ts';

export type CellContext = Pick<Workbook, 'strings' | 'dateStyles' | 'is1904' | 'isUncalculated'>;

/** What stands in the element of a cell (`<c>`). */
export interface RawCell {
  readonly type: string;
  readonly style: number;
  /** Text of `<v>`; undefined when there is none. */
  readonly value: string | undefined;
  /** Text of `<is>`; undefined when there is none. */
  readonly inline: string | undefined;
  readonly hasFormula: boolean;
  /** True when it holds `<v>` or `<is>` more than once, and not the same. */
  readonly isTwofold: boolean;
}

type CellProblem = Pick<RowProblem, 'code' | 'message'>;

export interface CellText {
  readonly text: string;
  readonly problem?: CellProblem;
}

/**
 * A cell as text: dates as days, numbers as the sheet shows them. It has one reading, or a problem: a cell whose content
 * is lost or unclear is never blank.
 */
export function cellText(cell: RawCell, context: CellContext): CellText {
  const { type, value, inline } = cell;
  if (cell.isTwofold) return { text: textOf(inline ?? value ?? ''), problem: twoValues };
  if (type === 'e') return { text: value ?? '', problem: errorCell };
  if (inline !== undefined && hasNone(value)) return { text: textOf(inline) };
  if (inline !== undefined && type === 'inlineStr' && !hasNone(inline)) return { text: textOf(inline) };
  if (isWithoutValue(cell, context)) return { text: '', problem: formulaWithoutValue };
  const text = valueText(cell, context);
  if (text === undefined) return { text: '', problem: lostText };
  if (inline !== undefined && textOf(inline).trim() !== text.trim())
    return { text: textOf(inline), problem: twoValues };
  return { text };
}

/**
 * A formula whose value is not in the file. Programs that cannot calculate write none, or a 0 that is to be worked out on
 * opening. A text of no characters that Excel worked out is a value.
 */
function isWithoutValue({ type, value, hasFormula }: RawCell, { isUncalculated }: CellContext): boolean {
  if (!hasFormula) return false;
  if (hasNone(value)) return isUncalculated || value === undefined || type !== 'str';
  return isUncalculated && type === 'n' && Number(value) === 0;
}

const hasNone = (text: string | undefined): boolean => text === undefined || text.trim() === '';

/** The text of `<v>`; undefined when it refers to a text that is not there. */
function valueText({ type, value = '', style }: RawCell, context: CellContext): string | undefined {
  const { strings, dateStyles, is1904 } = context;
  if (type === 's') return /^\s*\d+\s*$/.test(value) ? strings[Number(value)] : undefined;
  if (type === 'b' && /^(1|0|true|false)$/i.test(value)) return /^(1|true)$/i.test(value) ? 'TRUE' : 'FALSE';
  if (type !== 'n') return textOf(value);
  if (!/^[-+.\dEe]+$/.test(value)) return value;
  return dateStyles.has(style) ? dateOf(Number(value), is1904) : numberText(value);
}

const errorCell: CellProblem = {
  code: 'error-cell',
  message: 'The cell holds an error of a formula. Write the value itself.',
};

const formulaWithoutValue: CellProblem = {
  code: 'formula-without-value',
  message: 'The cell holds a formula whose value is not in the file. Write the value itself.',
};

const lostText: CellProblem = {
  code: 'lost-text',
  message: 'The cell refers to a text that the file does not hold. Write it again.',
};

export const twoValues: CellProblem = {
  code: 'two-values',
  message: 'The file holds two values for the cell. Write the one that counts.',
};

/**
 * A number with the 15 significant digits a spreadsheet keeps. A longer one has lost its last digits and is written
 * with an exponent, which identifier checks recognise as a damaged number.
 */
function numberText(value: string): string {
  const figure = Number(value);
  if (!Number.isFinite(figure)) return value;
  return Math.abs(figure) < 1e15
    ? String(Number(figure.toPrecision(15)))
    : figure.toExponential().toUpperCase();
}

/** Serial number of 1 January 1970, where days count from 1904 and from 1900. */
const epochOf1904 = 24_107;
const epochOf1900 = 25_569;

/** The day of a serial number. The 1900 system counts 29 February 1900, which did not exist. */
function dateOf(serial: number, is1904: boolean): string {
  const epoch = is1904 ? epochOf1904 : serial >= 60 ? epochOf1900 : epochOf1900 - 1;
  const date = new Date((Math.floor(serial) - epoch) * 86_400_000);
  return Number.isNaN(date.getTime()) ? String(serial) : date.toISOString().slice(0, 10);
}
