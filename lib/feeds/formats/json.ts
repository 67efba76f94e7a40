import { decoded } from './decode.ts';
import {
  checkColumnCount,
  type Encoding,
  type FileFormat,
  FileProblem,
  type FileRow,
  type FileTable,
  rowLimit,
  rowTooLarge,
  type SourceFile,
} from './format.ts';
import { type JsonField, parseJsonRecord } from './json-record.ts';
import { brokenJson, createJsonSplitter, type JsonSplitter } from './json-splitter.ts';
import { type RecordPlace, recordPlace } from './json-wrapper.ts';
import { rowOfFields } from './record-row.ts';

export interface JsonRecord {
  /** 1 for the first record. */
  readonly row: number;
  readonly fields: readonly JsonField[];
}

/**
 * Reads JSON: an array of records, an object with one such array (`{"data":{"list":[…]}}`), or one record a line (NDJSON).
 * Row 1 is the first record. The file is read for the place of the records, for the names of all fields, and for the
 * rows.
 */
export async function readJson(file: SourceFile, encoding: Encoding, format: FileFormat): Promise<FileTable> {
  const names = new Set<string>();
  let count = 0;
  const place = await placeOf(file, encoding, format);
  for await (const batch of recordsAt(place, file, encoding)) {
    count += batch.length;
    for (const { fields } of batch) for (const { name } of fields) names.add(name);
    checkColumnCount(names.size);
  }
  if (count === 0)
    throw new FileProblem('empty-file', 'The file has no record. Export it again and send it.');
  const columns = [...names];
  return {
    name: '',
    columns,
    ...(place?.page && { page: place.page }),
    batches: batchesOf(recordsAt(place, file, encoding), columns),
  };
}

/** Undefined for a record a line. */
const placeOf = async (
  file: SourceFile,
  encoding: Encoding,
  format: FileFormat,
): Promise<RecordPlace | undefined> => (format === 'ndjson' ? undefined : await recordPlace(file, encoding));

async function* batchesOf(
  records: AsyncIterable<readonly JsonRecord[]>,
  columns: readonly string[],
): AsyncGenerator<FileRow[]> {
  const indexes = new Map(columns.map((name, index) => [name, index]));
  for await (const batch of records) yield batch.map(({ row, fields }) => rowOfFields(row, fields, indexes));
}

/**
 * The records as they were sent, in batches.
 * @throws FileProblem
 */
export async function* jsonRecords(
  file: SourceFile,
  encoding: Encoding,
  format: FileFormat,
): AsyncGenerator<JsonRecord[]> {
  yield* recordsAt(await placeOf(file, encoding, format), file, encoding);
}

async function* recordsAt(
  place: RecordPlace | undefined,
  file: SourceFile,
  encoding: Encoding,
): AsyncGenerator<JsonRecord[]> {
  const splitter = place ? createJsonSplitter(place.path) : createLineSplitter();
  let row = 0;
  const parsed = (text: string): JsonRecord => {
    const fields = parseJsonRecord(text);
    row++;
    if (!fields) throw notARecord(text, row);
    return { row, fields };
  };
  for await (const text of decoded(file, encoding)) {
    const records = splitter.write(text).map(parsed);
    if (records.length > 0) yield records;
  }
  const rest = splitter.end().map(parsed);
  if (rest.length > 0) yield rest;
}

const notARecord = (text: string, row: number): FileProblem =>
  /^\s*[{]/.test(text)
    ? brokenJson(`at record ${row}`)
    : new FileProblem(
        'broken-json',
        `Record ${row} is not a JSON object. Send objects with a field a column.`,
      );

/** Splits text into the lines that are not blank. A comma behind a record is no part of it. */
function createLineSplitter(): JsonSplitter {
  let buffered = '';
  let line = 1;
  const checked = (text: string): string => {
    if (text.length > rowLimit) throw rowTooLarge(`Line ${line}`);
    return text.replace(/,\s*$/, '');
  };
  return {
    write(text) {
      const lines: string[] = [];
      let at = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
        lines.push(checked(buffered + text.slice(at, end)));
        buffered = '';
        at = end + 1;
        line++;
      }
      buffered += text.slice(at);
      if (buffered.length > rowLimit) throw rowTooLarge(`Line ${line}`);
      return lines.filter((found) => found.trim() !== '');
    },
    end: () => (buffered.trim() === '' ? [] : [checked(buffered)]),
  };
}
