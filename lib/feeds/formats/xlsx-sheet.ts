import { columnOf, isOneCell, rangeOf } from './cell-range.ts';
import type { CoverReader } from './cover-reader.ts';
import {
  cellLimit,
  type FileRow,
  isBlank,
  type RowProblem,
  rowLimit,
  rowsPerSheet,
  rowTooLarge,
} from './format.ts';
import { localName, type XmlReader, type XmlTag } from './strict-xml.ts';
import { type CellContext, cellText, twoValues } from './xlsx-cell.ts';
import { createCellParts } from './xlsx-cell-parts.ts';
import { xlsxXml } from './xlsx-parts.ts';
import { brokenXlsx } from './zip-directory.ts';

export interface SheetContext extends CellContext {
  readonly covers: CoverReader;
}

/** Reads the XML of a sheet. Each row that is not blank is returned when its element closes. */
export function sheetReader({ covers, ...context }: SheetContext, onRow: (row: FileRow) => void): XmlReader {
  const cell = createCellParts();
  let row = 0;
  /**
   * Characters of the cells that are read. Many cells can refer to one shared text, so that file size does not limit
   * them.
   */
  let characters = 0;
  let cells: string[] = [];
  let problems = new Map<number, RowProblem>();
  let column = 0;
  let inCell = false;
  let inText = false;
  let inPhonetic = false;
  const check = (length: number): void => {
    if (length > rowLimit) throw rowTooLarge(`Row ${row}`);
  };
  const endCell = (): void => {
    const { text, problem } = cellText(cell.end(), context);
    characters += text.length;
    check(characters);
    const before = cells[column - 1] ?? '';
    const found = before !== '' && before !== text ? twoValues : problem;
    putCell(cells, column - 1, text);
    if (found && column <= cellLimit) problems.set(column - 1, { ...found, index: column - 1 });
  };
  const endRow = (): void => {
    if (isBlank(cells) && problems.size === 0) return;
    const covered = covers.of(row, cells, problems);
    check(covered.reduce((sum, { text = '' }) => sum + text.length, characters));
    onRow({
      row,
      cells,
      ...(problems.size > 0 && { problems: [...problems.values()] }),
      ...(covered.length > 0 && { covered }),
    });
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
        if (column < 1) throw brokenXlsx();
        inCell = true;
        cell.begin(attributes['t'] ?? 'n', Number(attributes['s'] ?? -1));
      } else if (!inCell) return;
      else if (tag === 'rPh') inPhonetic = true;
      else if (tag === 'f') {
        cell.open(tag);
        const range = arrayRange(attributes, row);
        if (range) covers.add(range);
      } else if (!inPhonetic && (tag === 'v' || tag === 'is' || tag === 't')) {
        cell.open(tag);
        inText = tag !== 'is';
      }
    },
    close(name: string): void {
      const tag = localName(name);
      if (tag === 'v' || tag === 't') inText = false;
      else if (tag === 'rPh') inPhonetic = false;
      else if (tag === 'c' && inCell) {
        inCell = false;
        endCell();
      } else if (tag === 'row') endRow();
    },
    text(text: string): void {
      if (!inText || !inCell) return;
      cell.text(text);
      check(characters + cell.length());
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

/** The cells of an array formula or data table that begins here. Undefined for a formula of one cell. */
function arrayRange({ t, ref = '' }: Readonly<Record<string, string>>, row: number) {
  if (t !== 'array' && t !== 'dataTable') return undefined;
  const range = rangeOf(ref);
  if (!range) throw brokenXlsx();
  return isOneCell(range) || range.top > row ? undefined : range;
}
