/** A column of a table as CSV. */
export interface CsvColumn<Row> {
  readonly title: string;
  readonly of: (row: Row) => string | number | undefined;
}

/** What spreadsheet programs take for the beginning of a formula, full-width forms included. */
const formulaBegins = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = formulaBegins.test(value) ? `'${value}` : value;
  return /[",;|\t\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

/** RFC 4180, with the byte order mark by which spreadsheet programs recognise UTF-8. */
export const csvText = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string =>
  `\uFEFF${[columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ of }) => of(row) ?? ''))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('')}`;
