import { cellLimit, type FileRow, type RowProblem, rowLimit, rowsPerSheet, rowTooLarge } from './format.ts';
import { localName, type XmlReader, type XmlTag } from './strict-xml.ts';
import { type Workbook, xlsxXml } from './xlsx-workbook.ts';
import { brokenXlsx } from './zip.ts';

export type CellContext = Pick<Workbook, 'strings' | 'dateStyles' | 'is1904'>;

/** Reads the XML of a sheet. Each row is returned when its element closes. */
export function sheetReader(context: CellContext, onRow: (row: FileRow) => void): XmlReader {
  let row = 0;
  /**
   * Characters of the cells that are read. Many cells can refer to one shared text, so that file size does not limit
   * them.
   */
  let characters = 0;
  let cells: string[] = [];
  let problems = new Map<number, RowProblem>();
  let column = 0;
  let type = '';
  let style = -1;
  let value = '';
  let inValue = false;
  let inPhonetic = false;
  const check = (length: number): void => {
    if (length > rowLimit) throw rowTooLarge(`Row ${row}`);
  };
  const endCell = (): void => {
    const text = cellText(value, { ...context, type, style });
    value = '';
    characters += text.length;
    check(characters);
    if (column > 0) putCell(cells, column - 1, text);
    if (type === 'e' && column <= cellLimit) problems.set(column - 1, errorCell(column - 1));
  };
  const events = {
    open({ name, attributes }: XmlTag): void {
      const tag = localName(name);
      if (tag === 'row') {
        row = nextRow(row, attributes['r']);
        cells = [];
        problems = new Map();
        column = 0;
        characters = 0;
      } else if (tag === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1;
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? -1);
        value = '';
      } else if (tag === 'rPh') inPhonetic = true;
      else if (tag === 'v' || tag === 't') inValue = !inPhonetic;
    },
    close(name: string): void {
      const tag = localName(name);
      if (tag === 'v' || tag === 't') inValue = false;
      else if (tag === 'rPh') inPhonetic = false;
      else if (tag === 'c') endCell();
      else if (tag === 'row')
        onRow({ row, cells, ...(problems.size > 0 && { problems: [...problems.values()] }) });
    },
    text(text: string): void {
      if (!inValue) return;
      value += text;
      check(characters + value.length);
    },
  };
  return xlsxXml(events, () => `Row ${row}`);
}

function putCell(cells: string[], index: number, text: string): void {
  const isBeyond = index >= cellLimit;
  if (isBeyond && (text.trim() === '' || cells.length > cellLimit)) return;
  const at = isBeyond ? cellLimit : index;
  while (cells.length < at) cells.push('');
  cells[at] = text;
}

/** The next row number. Rows must come in order, each once, as every spreadsheet program writes them. */
function nextRow(last: number, written: string | undefined): number {
  const row = written === undefined ? last + 1 : Number(written);
  if (!Number.isInteger(row) || row <= last || row >= rowsPerSheet) throw brokenXlsx();
  return row;
}

const errorCell = (index: number): RowProblem => ({
  code: 'error-cell',
  message: 'The cell holds an error of a formula. Write the value itself.',
  index,
});

function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column;
}

/** A cell as text: dates as days, numbers as the sheet shows them. */
function cellText(
  value: string,
  { type, style, strings, dateStyles, is1904 }: CellContext & { type: string; style: number },
): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n' || !/^[-+.\dEe]+$/.test(value)) return value;
  return dateStyles.has(style) ? dateOf(Number(value), is1904) : numberText(value);
}

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
