import { answerColumns, type Feed } from '../feed.ts';
import { findHeader, type HeadedTable } from '../find-header.ts';
import { readCsv } from '../formats/csv.ts';
import { type FileRow, rowsPerSheet, type SourceFile } from '../formats/format.ts';
import { guardedCell } from '../formats/guarded-cell.ts';
import type { Inspected } from '../formats/inspect.ts';
import { type Sheet, writeWorkbook } from '../formats/write-xlsx.ts';
import { readXlsx } from '../formats/xlsx.ts';
import { type AnswerFile, cellRemarks, encoded, isRemark, type RowRemarks, remarksOf } from './answer.ts';
import { columnWidths, notesOf, placesIn, type WrongCell } from './wrong-cells.ts';

const byteOrderMark = '\uFEFF';

/**
 * The rows that were not accepted, as CSV with the sender's separator and byte order mark. A file without a header gets
 * one in its answer: what is left may hold no row by which the columns could be known.
 */
export async function csvAnswer(
  file: SourceFile,
  { encoding, feed }: Inspected & { feed: Feed },
  refused: RowRemarks,
): Promise<AnswerFile> {
  const table = await readCsv(file, encoding);
  const found = await findHeader(feed, table);
  const lines = found ? (await answerTable(found, refused)).lines : [];
  const text = (cells: readonly string[]): string => `${cells.map(csvCell).join(table.separator)}\r\n`;
  const mark = (await hasMark(file, encoding)) ? byteOrderMark : '';
  return {
    contentType: `text/csv; charset=${encoding}`,
    fileName: 'answer.csv',
    body: encoded([mark, ...lines.map(text)], encoding),
  };
}

/**
 * The rows that were not accepted, as XLSX with the sender's sheet names. Wrong cells are coloured and have their remark
 * as a comment; the header stays in view, and every column is text, so that a long number is not rounded.
 */
export async function xlsxAnswer(file: SourceFile, feed: Feed, refused: RowRemarks): Promise<AnswerFile> {
  const sheets: Sheet[] = [];
  for (const table of await readXlsx(file)) {
    const found = await findHeader(feed, table);
    if (found) sheets.push(sheetOf(found.name, await answerTable(found, refused)));
  }
  const filled = sheets.filter(({ rows }) => [...rows].length > 1);
  return {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: 'answer.xlsx',
    body: writeWorkbook(filled.length > 0 ? filled : sheets.slice(0, 1)),
  };
}

const sheetOf = (name: string, { lines, wrong }: AnswerTable): Sheet => ({
  name,
  rows: lines,
  frozenRows: 1,
  widths: columnWidths(lines),
  textColumns: [...(lines[0] ?? []).keys()],
  notes: notesOf(lines, wrong),
});

interface AnswerTable {
  /** The header, and the rows that were not accepted. Cells beyond the header come after the four remarks. */
  readonly lines: string[][];
  /** The wrong cells by their place in `lines`, each with its remark. */
  readonly wrong: readonly WrongCell[];
}

async function answerTable(
  { name, header, batches }: HeadedTable,
  refused: RowRemarks,
): Promise<AnswerTable> {
  const kept = [...header.keys()].filter((index) => !isRemark(header[index] ?? ''));
  const lines = [[...kept.map((index) => header[index] ?? ''), ...answerColumns]];
  const wrong: WrongCell[] = [];
  const placeOf = placesIn(header, kept);
  for await (const batch of batches) {
    for (const row of batch) {
      const found = refused.get(row.row);
      if (!found) continue;
      for (const { column, text } of cellRemarks(found.findings)) {
        const place = placeOf(column);
        if (place !== undefined) wrong.push({ line: lines.length, column: place, text });
      }
      const remarks = remarksOf(labelOf(name, row), found).map(([, text]) => text);
      const own = kept.map((index) => row.cells[index] ?? '');
      lines.push([...own, ...remarks, ...row.cells.slice(header.length)]);
    }
  }
  return { lines, wrong };
}

/** The row number as the sender's program shows it. From the second sheet on, the sheet's name comes first. */
const labelOf = (sheet: string, { row }: FileRow): string =>
  row < rowsPerSheet ? String(row) : `${sheet}!${row % rowsPerSheet}`;

async function hasMark(file: SourceFile, encoding: Inspected['encoding']): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of file.open()) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') return text.startsWith(byteOrderMark);
  }
  return false;
}

const csvCell = (cell: string): string => {
  const safe = guardedCell(cell);
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
