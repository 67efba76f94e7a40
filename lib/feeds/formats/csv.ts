import { CsvError, type Parser, parse } from 'csv-parse';
import { decoded } from './decode.ts';
import {
  cellLimit,
  type Encoding,
  FileProblem,
  type FileRow,
  type FileTable,
  isBlank,
  rowLimit,
  rowTooLarge,
  type SourceFile,
} from './format.ts';

const separators = [',', '\t', ';', '|'] as const;
/** Characters inspected to find the separator; enough for the first lines of any table. */
const headCharacters = 65_536;
const linesCompared = 10;
/**
 * Text is passed to the parser in pieces of this size. Between two pieces the length of an unfinished row is checked.
 */
const pieceCharacters = 65_536;
/** The parser counts bytes of UTF-8. */
const bytesPerCharacter = 3;

export interface CsvTable extends FileTable {
  readonly separator: string;
}

/**
 * A CSV file, streamed. Row numbers match those of a spreadsheet: line breaks in quotes do not count, blank rows do.
 */
export async function readCsv(file: SourceFile, encoding: Encoding): Promise<CsvTable> {
  const texts = decoded(file, encoding);
  let head = '';
  while (head.length < headCharacters) {
    const { value, done } = await texts.next();
    if (done) break;
    head += value;
  }
  const separator = separatorOf(head);
  return { name: '', separator, batches: batchesOf(resumed(head, texts), separator) };
}

/**
 * The rows of each piece of text. Records are taken from the parser directly: reading its stream costs as much time as
 * the parsing.
 */
async function* batchesOf(texts: AsyncIterable<string>, separator: string): AsyncGenerator<FileRow[]> {
  let row = 0;
  let line = 0;
  let ready: FileRow[] = [];
  /** Characters since the last complete row. Needed because the parser's own limit does not count separators. */
  let characters = 0;
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: false,
    max_record_size: rowLimit * bytesPerCharacter,
    on_record(cells: string[], { lines }) {
      row++;
      line = lines;
      characters = 0;
      if (!isBlank(cells)) ready.push({ row, cells: keptCells(cells) });
      return null;
    },
  });
  try {
    for await (const text of inPieces(texts)) {
      if (characters > rowLimit) throw rowTooLarge(`The row that begins in line ${line + 1}`);
      characters += text.length;
      await written(parser, text);
      if (ready.length === 0) continue;
      yield ready;
      ready = [];
    }
    await written(parser, undefined);
    if (ready.length > 0) yield ready;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (ready.length > 0) yield ready;
    throw problemOf(error, line + 1);
  } finally {
    parser.destroy();
  }
}

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) {
    if (text.length <= pieceCharacters) yield text;
    else for (let at = 0; at < text.length; at += pieceCharacters) yield text.slice(at, at + pieceCharacters);
  }
}

function keptCells(cells: string[]): readonly string[] {
  if (cells.length <= cellLimit) return cells;
  const beyond = cells.find((cell, index) => index >= cellLimit && cell.trim() !== '');
  return [...cells.slice(0, cellLimit), ...(beyond === undefined ? [] : [beyond])];
}

/** Passes text to the parser, or the end of the input; resolves when all of it is parsed. */
const written = (parser: Parser, text: string | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error?: Error | null): void => (error ? reject(error) : resolve());
    parser.once('error', done);
    const finish = (error?: Error | null): void => {
      if (!error) parser.off('error', done);
      done(error);
    };
    if (text === undefined) parser.end(finish);
    else parser.write(text, finish);
  });

async function* resumed(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  yield* rest;
}

/** The separator that gives most of the first lines the same number of cells, and the most cells. */
function separatorOf(head: string): string {
  const lines = head
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/, linesCompared)
    .filter((line) => line.trim() !== '');
  const scores = separators.map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1);
    return Math.max(0, ...counts.map((count) => count * counts.filter((other) => other === count).length));
  });
  return separators[scores.indexOf(Math.max(...scores))] ?? ',';
}

const problemOf = (error: CsvError, line: number): FileProblem =>
  error.code === 'CSV_MAX_RECORD_SIZE'
    ? rowTooLarge(`The row that begins in line ${line}`)
    : new FileProblem(
        'broken-csv',
        `The quotes of the row that begins in line ${line} do not fit: a quote inside a cell must be doubled, and the cell stand in quotes. Export the file again.`,
      );
