import { type CsvRecord, createCsvSplitter } from './csv-records.ts';
import { separatorOf } from './csv-separator.ts';
import { decoded } from './decode.ts';
import {
  cellLimit,
  type Encoding,
  type FileRow,
  type FileTable,
  isBlank,
  type SourceFile,
} from './format.ts';

/** Characters inspected to find the separator; enough for the first lines of any table. */
const headCharacters = 65_536;
/** Text is split in pieces of exactly this size, so that no limit depends on how the file arrives. */
const pieceCharacters = 65_536;

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
  const { separator, begin } = separatorOf(head);
  return {
    name: '',
    separator,
    batches: batchesOf(inPieces(resumed(head.slice(begin), texts)), separator, begin > 0 ? 1 : 0),
  };
}

/** The rows of each piece of text. Of a file with broken quotes the rows before them come first. */
async function* batchesOf(
  texts: AsyncIterable<string>,
  separator: string,
  linesAbove: number,
): AsyncGenerator<FileRow[]> {
  const splitter = createCsvSplitter(separator, linesAbove);
  let row = 0;
  const rowsOf = (records: readonly CsvRecord[]): FileRow[] =>
    records.flatMap(({ cells, problem }) => {
      row++;
      return isBlank(cells)
        ? []
        : [{ row, cells: keptCells(cells), ...(problem && { problems: [problem] }) }];
    });
  for await (const text of texts) {
    const { records, fault } = splitter.write(text);
    const rows = rowsOf(records);
    if (rows.length > 0) yield rows;
    if (fault) throw fault;
  }
  const { records, fault } = splitter.end();
  const rows = rowsOf(records);
  if (rows.length > 0) yield rows;
  if (fault) throw fault;
}

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let gathered = '';
  for await (const text of texts) {
    gathered += text;
    let at = 0;
    for (; at + pieceCharacters <= gathered.length; at += pieceCharacters)
      yield gathered.slice(at, at + pieceCharacters);
    gathered = gathered.slice(at);
  }
  if (gathered !== '') yield gathered;
}

function keptCells(cells: readonly string[]): readonly string[] {
  if (cells.length <= cellLimit) return cells;
  const beyond = cells.find((cell, index) => index >= cellLimit && cell.trim() !== '');
  return [...cells.slice(0, cellLimit), ...(beyond === undefined ? [] : [beyond])];
}

async function* resumed(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  yield* rest;
}
