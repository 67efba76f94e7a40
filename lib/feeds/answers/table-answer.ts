import { answerColumns, type Feed } from '../feed.ts';
import { findHeader, type HeadedTable } from '../find-header.ts';
import { readCsv } from '../formats/csv.ts';
import { type FileRow, rowsPerSheet, type SourceFile } from '../formats/format.ts';
import type { Inspected } from '../formats/inspect.ts';
import { writeWorkbook } from '../formats/write-xlsx.ts';
import { readXlsx } from '../formats/xlsx.ts';
import { type AnswerFile, encoded, isRemark, type RowRemarks, remarksOf } from './answer.ts';

const byteOrderMark = '\uFEFF';

/**
 * The rows that were not accepted, as CSV with the sender's separator and byte order mark. The answer to a
 * file without a header has none.
 */
export async function csvAnswer(
  file: SourceFile,
  { encoding, feed }: Inspected & { feed: Feed },
  refused: RowRemarks,
): Promise<AnswerFile> {
  const table = await readCsv(file, encoding);
  const found = await findHeader(feed, table);
  const lines = found ? await answerLines(found, refused) : [];
  const text = (cells: readonly string[]): string => `${cells.map(csvCell).join(table.separator)}\r\n`;
  const mark = (await hasMark(file, encoding)) ? byteOrderMark : '';
  return {
    contentType: `text/csv; charset=${encoding}`,
    fileName: 'answer.csv',
    body: encoded([mark, ...(found?.isHeaderless ? lines.slice(1) : lines).map(text)], encoding),
  };
}

/** The rows that were not accepted, as XLSX with the sender's sheet names. */
export async function xlsxAnswer(file: SourceFile, feed: Feed, refused: RowRemarks): Promise<AnswerFile> {
  const sheets: { name: string; rows: string[][] }[] = [];
  for (const table of await readXlsx(file)) {
    const found = await findHeader(feed, table);
    if (found) sheets.push({ name: found.name, rows: await answerLines(found, refused) });
  }
  const filled = sheets.filter(({ rows }) => rows.length > 1);
  return {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: 'answer.xlsx',
    body: writeWorkbook(filled.length > 0 ? filled : sheets.slice(0, 1)),
  };
}

/** The header and the rows that were not accepted. Cells beyond the header come after the four remarks. */
async function answerLines({ name, header, batches }: HeadedTable, refused: RowRemarks): Promise<string[][]> {
  const kept = [...header.keys()].filter((index) => !isRemark(header[index] ?? ''));
  const lines = [[...kept.map((index) => header[index] ?? ''), ...answerColumns]];
  for await (const batch of batches) {
    for (const row of batch) {
      const found = refused.get(row.row);
      if (!found) continue;
      const remarks = remarksOf(labelOf(name, row), found).map(([, text]) => text);
      const own = kept.map((index) => row.cells[index] ?? '');
      lines.push([...own, ...remarks, ...row.cells.slice(header.length)]);
    }
  }
  return lines;
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

/**
 * Puts an apostrophe before a cell that a spreadsheet would run as a formula, full-width signs and leading blanks
 * included. The feed's own reader (`cell-reader.ts`) removes the apostrophe again.
 */
const neutral = (cell: string): string => {
  const text = /^[\t\r\n ]/.test(cell) ? cell.trimStart() : cell;
  return /^[=+@＝＋－＠]|^-(?!\d+(\.\d+)?$)/.test(text) ? `'${text}` : text;
};

const csvCell = (cell: string): string => {
  const safe = neutral(cell);
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
