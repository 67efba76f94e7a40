import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import {
  checkedHeader,
  type Encoding,
  FileProblem,
  type FileRow,
  type FileTable,
  type SourceFile,
} from './format.ts';

const recordLimit = 1_000_000;
const separators = [',', '\t', ';', '|'] as const;

/** A CSV file, streamed. Row numbers are those a spreadsheet shows: quoted line breaks do not count, blank rows do. */
export async function readCsv(file: SourceFile, encoding: Encoding): Promise<FileTable> {
  const records = recordsOf(file, encoding)[Symbol.asyncIterator]();
  let row = 0;
  const next = async (): Promise<FileRow | undefined> => {
    for (;;) {
      const { value, done } = await records.next();
      if (done) return undefined;
      row++;
      if (value.some((cell: string) => cell.trim() !== '')) return { row, cells: value };
    }
  };
  const header = await next();
  return {
    header: checkedHeader(header?.cells ?? []),
    rows: {
      async *[Symbol.asyncIterator]() {
        for (let found = await next(); found; found = await next()) yield found;
      },
    },
  };
}

async function* recordsOf(file: SourceFile, encoding: Encoding): AsyncGenerator<string[]> {
  const texts = decoded(file, encoding);
  const first = await texts.next();
  const head = first.done ? '' : first.value;
  const parser = parse({
    bom: true,
    delimiter: separatorOf(head),
    relax_column_count: true,
    relax_quotes: false,
    max_record_size: recordLimit,
  });
  const source = Readable.from(resumed(head, texts), { objectMode: true });
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    throw error instanceof CsvError ? problemOf(error) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

async function* resumed(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  yield* rest;
}

async function* decoded(file: SourceFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of file.open()) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** The separator that the first line has most of. */
function separatorOf(head: string): string {
  const line = (head.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

function problemOf(error: CsvError): FileProblem {
  const line = typeof error['lines'] === 'number' ? ` near line ${error['lines']}` : '';
  return error.code === 'CSV_MAX_RECORD_SIZE'
    ? new FileProblem(
        'row-too-large',
        `A row is longer than ${recordLimit} characters${line}. Is a quote not closed?`,
      )
    : new FileProblem('broken-csv', `The quotes of a row do not close${line}. Export the file again.`);
}
