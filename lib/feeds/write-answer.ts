import type { RowFinding } from '../../schemas/record.ts';
import { answerColumns } from './feed.ts';
import { encodeGb18030 } from './formats/encode-gb18030.ts';
import type { FileRow, SourceFile } from './formats/format.ts';
import { type Inspected, inspect } from './formats/inspect.ts';
import { jsonRecords } from './formats/json.ts';
import { openTable } from './formats/open-table.ts';
import { writeXlsx } from './formats/write-xlsx.ts';

export interface AnswerFile {
  readonly contentType: string;
  /** Without the sender's own name: `answer.csv`. */
  readonly fileName: string;
  readonly body: Uint8Array;
}

type RowFindings = ReadonlyMap<number, readonly RowFinding[]>;

/**
 * The rows that were not taken, in the sender's own columns, format and encoding, with row, column, code and reason;
 * corrected, it can be sent as it is. @throws FileProblem when the file itself cannot be read
 */
export async function writeAnswer(file: SourceFile, findings: RowFindings): Promise<AnswerFile> {
  const inspected = await inspect(file);
  return inspected.format === 'json' || inspected.format === 'ndjson'
    ? jsonAnswer(file, inspected, findings)
    : tableAnswer(file, inspected, findings);
}

async function jsonAnswer(
  file: SourceFile,
  inspected: Inspected,
  findings: RowFindings,
): Promise<AnswerFile> {
  const { format, encoding } = inspected;
  const records = (await jsonRecords(file, encoding, format)).flatMap((record, index) => {
    const found = findings.get(index + 1);
    return found ? [{ ...record, ...Object.fromEntries(remarksOf(index + 1, found)) }] : [];
  });
  const text =
    format === 'ndjson'
      ? records.map((record) => `${JSON.stringify(record)}\n`).join('')
      : JSON.stringify(records, null, 2);
  const type = format === 'ndjson' ? 'application/x-ndjson' : 'application/json';
  return {
    contentType: `${type}; charset=${encoding}`,
    fileName: `answer.${format}`,
    body: encoded(text, encoding),
  };
}

async function tableAnswer(
  file: SourceFile,
  inspected: Inspected,
  findings: RowFindings,
): Promise<AnswerFile> {
  const table = await openTable(file, inspected);
  const own = new Set<string>(answerColumns);
  const kept = [...table.header.keys()].filter((index) => !own.has((table.header[index] ?? '').trim()));
  const lines: string[][] = [[...kept.map((index) => table.header[index] ?? ''), ...answerColumns]];
  for await (const row of table.rows) {
    const found = findings.get(row.row);
    if (found) lines.push([...cellsOf(row, kept), ...remarksOf(row.row, found).map(([, text]) => text)]);
  }
  if (inspected.format === 'xlsx') {
    const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return { contentType, fileName: 'answer.xlsx', body: writeXlsx(lines) };
  }
  const text = lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
  return {
    contentType: `text/csv; charset=${inspected.encoding}`,
    fileName: 'answer.csv',
    body: encoded(text, inspected.encoding),
  };
}

const cellsOf = ({ cells }: FileRow, kept: readonly number[]): string[] =>
  kept.map((index) => cells[index] ?? '');

const remarksOf = (row: number, findings: readonly RowFinding[]): [string, string][] => [
  [answerColumns[0], String(row)],
  [answerColumns[1], findings.map(({ column = '' }) => column).join('；')],
  [answerColumns[2], findings.map(({ code }) => code).join('；')],
  [answerColumns[3], findings.map(({ message }) => message).join('；')],
];

/** A cell that a spreadsheet would run as a formula is made text; the feed's own reader takes the mark off again. */
const neutral = (cell: string): string => (/^[=+@\t]|^-(?!\d)/.test(cell) ? `'${cell}` : cell);

const csvCell = (cell: string): string => {
  const safe = neutral(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const encoded = (text: string, encoding: Inspected['encoding']): Uint8Array =>
  encoding === 'gb18030' ? encodeGb18030(text) : new TextEncoder().encode(text);
