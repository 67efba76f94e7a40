/** Writes each table of a JSON file as workbooks, with the writers of npm: <folder>/<table>.<writer>.xlsx. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [tables = '', folder = '', modules = ''] = process.argv.slice(2);
const require = createRequire(modules);
const ExcelJS = require('exceljs');
const SheetJS = require('xlsx');

/** The cell as an office program keeps it: a day as a day, a short number as a number. */
function typed(text) {
  const day = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (day) {
    const date = new Date(Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])));
    return date.getUTCDate() === Number(day[3]) ? date : text;
  }
  if (/^(0|[1-9]\d{0,8}|(0|[1-9]\d{0,5})\.\d{0,3}[1-9])$/.test(text)) return Number(text);
  return text;
}

async function withExcelJs(path, rows, { isStreamed, useSharedStrings = true }) {
  const book = isStreamed
    ? new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings, useStyles: true })
    : new ExcelJS.Workbook();
  const sheet = book.addWorksheet('数据');
  for (const cells of rows) {
    const row = sheet.addRow(cells);
    for (const [index, cell] of cells.entries())
      if (cell instanceof Date) row.getCell(index + 1).numFmt = 'yyyy/m/d';
    if (isStreamed) row.commit();
  }
  await (isStreamed ? book.commit() : book.xlsx.writeFile(path));
}

function withSheetJs(path, rows, options) {
  const book = SheetJS.utils.book_new();
  const serials = rows.map((cells) =>
    cells.map((cell) =>
      cell instanceof Date ? { t: 'n', v: cell.getTime() / 86_400_000 + 25_569, z: 'yyyy/m/d' } : cell,
    ),
  );
  SheetJS.utils.book_append_sheet(book, SheetJS.utils.aoa_to_sheet(serials), '数据');
  writeFileSync(path, SheetJS.write(book, { type: 'buffer', bookType: 'xlsx', ...options }));
}

const writers = {
  exceljs: (path, rows) => withExcelJs(path, rows, { isStreamed: false }),
  'exceljs-stream': (path, rows) => withExcelJs(path, rows, { isStreamed: true }),
  'exceljs-stream-inline': (path, rows) =>
    withExcelJs(path, rows, { isStreamed: true, useSharedStrings: false }),
  sheetjs: (path, rows) => withSheetJs(path, rows, {}),
  'sheetjs-shared': (path, rows) => withSheetJs(path, rows, { bookSST: true, compression: true }),
};

for (const [name, rows] of Object.entries(JSON.parse(readFileSync(tables, 'utf8')))) {
  const kept = [rows[0], ...rows.slice(1).map((cells) => cells.map(typed))];
  for (const [writer, write] of Object.entries(writers)) {
    await write(join(folder, `${name}.${writer}-text.xlsx`), rows);
    await write(join(folder, `${name}.${writer}-typed.xlsx`), kept);
  }
}
