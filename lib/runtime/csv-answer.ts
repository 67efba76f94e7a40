import type { HttpAnswer, HttpRequest } from './http-handler.ts';

/** A column of a CSV table: its heading, and the cell for a row. */
export interface CsvColumn<Row> {
  readonly title: string;
  readonly of: (row: Row) => string | number | undefined;
}

/** Whether the caller asks for CSV instead of JSON: `accept: text/csv`. */
export const asksForCsv = ({ headers }: Pick<HttpRequest, 'headers'>): boolean =>
  (headers['accept'] ?? '').split(',').some((one) => /^\s*text\/csv\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/i.test(one));

/** A table as CSV (RFC 4180), with the byte order mark by which spreadsheet programs recognise UTF-8. */
export function csvAnswer<Row>(
  fileName: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): HttpAnswer {
  const lines = [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map((column) => column.of(row) ?? '')),
  ];
  const text = lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
    },
    body: Buffer.from(`\uFEFF${text}`),
  };
}

/** Characters that spreadsheet programs take for the beginning of a formula, including full-width forms. */
const formulaBegins = /^[=+\-@\t\r\n＝＋－＠]/;

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = formulaBegins.test(value) ? `'${value}` : value;
  // Depending on its settings a spreadsheet program splits cells at a semicolon or a tab, and would take what follows
  // for a formula.
  return /[",;|\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
