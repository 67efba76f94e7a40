import {
  checkedHeader,
  type Encoding,
  type FileFormat,
  FileProblem,
  type FileRow,
  type FileTable,
  type SourceFile,
} from './format.ts';

/** A JSON file is read as a whole; larger ones are sent as CSV. */
const byteLimit = 64 * 1024 * 1024;

type JsonRecord = Readonly<Record<string, unknown>>;

/** JSON: an array of records or `{"records":[…]}`; row 1 is the first record. Or one record a line. */
export async function readJson(file: SourceFile, encoding: Encoding, format: FileFormat): Promise<FileTable> {
  const records = await jsonRecords(file, encoding, format);
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  const header = checkedHeader([...names]);
  return { header, rows: records.map((record, index) => rowOf(record, { header, row: index + 1 })) };
}

/** The records themselves, as they were sent. @throws FileProblem */
export async function jsonRecords(
  file: SourceFile,
  encoding: Encoding,
  format: FileFormat,
): Promise<JsonRecord[]> {
  if (file.bytes > byteLimit) {
    throw new FileProblem('file-too-large', 'A JSON file is at most 64 MB. Send it in parts, or as CSV.');
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  let text = '';
  for await (const chunk of file.open()) text += decoder.decode(chunk, { stream: true });
  text += decoder.decode();
  const found: unknown = format === 'ndjson' ? linesOf(text) : parsed(text, undefined);
  const records = Array.isArray(found) ? found : (found as { records?: unknown } | null)?.records;
  if (!Array.isArray(records)) {
    throw new FileProblem('broken-json', 'The file is no array of records, nor {"records":[…]}.');
  }
  if (records.length === 0) throw new FileProblem('empty-file', 'The file has no record.');
  const strange = records.findIndex(
    (record) => record === null || typeof record !== 'object' || Array.isArray(record),
  );
  if (strange >= 0) throw new FileProblem('broken-json', `Record ${strange + 1} is not a JSON object.`);
  return records as JsonRecord[];
}

const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => parsed(line, index + 1));

function parsed(text: string, line: number | undefined): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const where = line === undefined ? '' : ` in line ${line}`;
    throw new FileProblem('broken-json', `The file is not JSON${where}. Export it again, or send CSV.`);
  }
}

const rowOf = (record: JsonRecord, { header, row }: { header: readonly string[]; row: number }): FileRow => ({
  row,
  cells: header.map((name) => textOf(record[name])),
});

/** Numbers keep their shortest exact spelling; what is no value of a cell shows as JSON and is not understood. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return JSON.stringify(value);
}
