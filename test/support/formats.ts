import { writeXlsx } from '../../lib/feeds/formats/write-xlsx.ts';
import { gb18030, utf8 } from './feed-file.ts';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

type Rows = readonly (readonly string[])[];

const csv = (separator: string) => (rows: Rows) =>
  rows
    .map((cells) => cells.map((cell) => (/[",;|\s]/.test(cell) ? `"${cell}"` : cell)).join(separator))
    .join('\r\n');

const recordsOf = ([header = [], ...rows]: Rows) =>
  rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const elements = (record: Record<string, string>): string =>
  Object.entries(record)
    .map(([name, text]) => `<${name}>${escaped(text)}</${name}>`)
    .join('');

/** `<DATAS><DATA>`, one element a record. */
export const xmlOf = (rows: Rows, root = 'DATAS', name = 'DATA'): string =>
  `<${root}>\n${recordsOf(rows)
    .map((record) => `<${name}>${elements(record)}</${name}>\n`)
    .join('')}</${root}>`;

const quoted = (text: string): string => escaped(text).replaceAll('"', '&quot;');

/** Rows of a database: the name of a column stands in an attribute. */
const namedFields = (rows: Rows, record: string, field: string): string =>
  recordsOf(rows)
    .map((one) => {
      const fields = Object.entries(one).map(
        ([name, text]) => `<${field} name="${quoted(name)}">${escaped(text)}</${field}>`,
      );
      return `<${record}>${fields.join('')}</${record.split(' ')[0]}>`;
    })
    .join('\n');

const mysqlDump = (rows: Rows): string =>
  `<?xml version="1.0"?>\n<mysqldump><database name="d"><table_data name="t">\n${namedFields(rows, 'row', 'field')}\n</table_data></database></mysqldump>`;

const phpMyAdmin = (rows: Rows): string =>
  `<pma_xml_export version="1.0"><database name="d">\n${namedFields(rows, 'table name="t"', 'column')}\n</database></pma_xml_export>`;

/** The message with a head of docs/formats.md 1.1. */
const requestOf = ([header = [], ...rows]: Rows): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Request><Head><DeptID>1</DeptID><InfoClass>x</InfoClass></Head><Body><FIELDS>${header.join(',')}</FIELDS>${recordsOf(
    [header, ...rows],
  )
    .map(
      (record) =>
        `<DATA>${Object.entries(record)
          .map(([key, text]) => `<${key}><![CDATA[${text}]]></${key}>`)
          .join('')}</DATA>`,
    )
    .join('')}</Body></Request>`;

/** The same table in each format that authorities send. Its first row is the header. */
export const inEveryFormat: Readonly<Record<string, (rows: Rows) => Uint8Array>> = {
  'CSV with commas': (rows) => utf8(csv(',')(rows)),
  'CSV with tabs': (rows) => utf8(`\uFEFF${csv('\t')(rows)}`),
  'CSV with semicolons': (rows) => gb18030(csv(';')(rows)),
  'CSV with bars': (rows) => gb18030(csv('|')(rows).replaceAll('\r\n', '\r')),
  'CSV in UTF-16': (rows) => utf16(`\uFEFF${csv('\t')(rows)}`),
  'CSV in UTF-16 without a mark': (rows) => utf16(csv(',')(rows)).swap16(),
  XLSX: (rows) => writeXlsx(rows),
  'JSON list': (rows) => utf8(`\uFEFF${JSON.stringify(recordsOf(rows), null, 2)}`),
  'JSON in GB18030': (rows) => gb18030(JSON.stringify(recordsOf(rows))),
  'JSON in UTF-16': (rows) => utf16(`\uFEFF${JSON.stringify(recordsOf(rows))}`).swap16(),
  'JSON object': (rows) => utf8(JSON.stringify({ total: { n: 1 }, records: recordsOf(rows), next: null })),
  'XML of MySQL': (rows) => utf8(mysqlDump(rows)),
  'XML of phpMyAdmin': (rows) => utf8(phpMyAdmin(rows)),
  NDJSON: (rows) =>
    utf8(
      recordsOf(rows)
        .map((record) => JSON.stringify(record))
        .join('\n\n'),
    ),
  'XML list': (rows) => utf8(`\uFEFF\n${xmlOf(rows)}`),
  'XML in GBK': (rows) => gb18030(`<?xml version="1.0" encoding="GBK"?>${xmlOf(rows)}`),
  'XML in UTF-16': (rows) => utf16(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${xmlOf(rows)}`),
  'XML message': (rows) => utf8(requestOf(rows)),
  'XML exchange': (rows) =>
    utf8(
      `<ExchangeMessage><Header><sender>1</sender></Header>${xmlOf(rows, 'Body', 'fields')}</ExchangeMessage>`,
    ),
};
