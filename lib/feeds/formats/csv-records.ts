import { readQuotes } from './csv-quotes.ts';
import { lineEnd, strictRecord } from './csv-strict.ts';
import { FileProblem, type RowProblem, rowLimit, rowTooLarge } from './format.ts';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** What is wrong with its quotes, when they leave more than one reading. */
  readonly problem?: RowProblem;
}

/** The records of a piece of text, and the problem that ends the reading behind them. */
export interface CsvPiece {
  readonly records: readonly CsvRecord[];
  readonly fault?: FileProblem;
}

/** Splits text, in pieces of any size, into records. At most one unfinished record is kept. */
export interface CsvSplitter {
  write(text: string): CsvPiece;
  end(): CsvPiece;
}

/** A table of fewer columns has lines that look like its rows by chance. */
const fewColumns = 3;
/** Lines that a cell with wrong quotes may have. */
const linesCompared = 20;
/** Characters that may be read ahead in vain, for quotes that do not close. */
const aheadLimit = 20 * rowLimit;

/** `linesAbove`: lines of the file before the text. */
export function createCsvSplitter(separator: string, linesAbove = 0): CsvSplitter {
  const widths = createWidths();
  let rest = '';
  let line = 1 + linesAbove;
  let ahead = 0;

  /** The record at `at`. Undefined when more text is needed. */
  const recordAt = (text: string, at: number, isEnd: boolean): FoundRecord | undefined => {
    const end = lineEnd(text, at, isEnd);
    const first = text.slice(at, end?.end);
    if (end && !first.includes('"')) return { record: { cells: first.split(separator) }, next: end.next };
    const strict = strictRecord(text, at, { separator, isEnd });
    if (strict.kind === 'more' || !end) return undefined;
    const shape = { separator, width: widths.usual() };
    const isOneLine = strict.kind === 'record' && strict.next === end.next;
    if (isOneLine) return { record: { cells: strict.cells }, next: strict.next };
    if (strict.kind === 'record' && !isSwallowed(text.slice(at, strict.next), shape))
      return { record: { cells: strict.cells }, next: strict.next };
    if (!isEnd && !hasLines(text, at)) return undefined;
    ahead += strict.kind === 'record' ? strict.next - at : strict.isAhead ? text.length - at : 0;
    if (ahead > aheadLimit) throw broken(line);
    return brokenRecord(text, { at, ...end }, shape) ?? fail(broken(line));
  };

  const split = (text: string, isEnd: boolean): CsvPiece => {
    const records: CsvRecord[] = [];
    let at = 0;
    try {
      while (at < text.length) {
        const found = recordAt(text, at, isEnd);
        if (!found) break;
        records.push(found.record);
        if (!found.record.problem) widths.note(found.record.cells.length);
        line += linesBetween(text, at, found.next);
        at = found.next;
      }
      rest = text.slice(at);
      if (rest.length > rowLimit) throw rowTooLarge(`The row that begins in line ${line}`);
      return { records };
    } catch (fault) {
      if (!(fault instanceof FileProblem)) throw fault;
      return { records, fault };
    }
  };
  return { write: (text) => split(rest + text, false), end: () => split(rest, true) };
}

/** The number of cells that most rows so far have; of two as frequent ones the greater. */
function createWidths() {
  const counts = new Map<number, number>();
  let usual: number | undefined;
  return {
    usual: () => usual,
    note(width: number): void {
      const count = (counts.get(width) ?? 0) + 1;
      counts.set(width, count);
      const most = usual === undefined ? 0 : (counts.get(usual) ?? 0);
      if (count > most || (count === most && width > (usual ?? 0))) usual = width;
    },
  };
}

interface FoundRecord {
  readonly record: CsvRecord;
  /** Where the next record begins. */
  readonly next: number;
}

interface TableShape {
  readonly separator: string;
  readonly width: number | undefined;
}

const linesOf = (text: string): string[] => text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/);
/** The number of lines from the begin of one to the begin of another. */
function linesBetween(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at: number | undefined = from; at !== undefined && at < to; lines++)
    at = lineEnd(text, at, true)?.next;
  return lines;
}

/** True when a quoted cell spans lines each of which is a row of the table: its quote was never meant to open it. */
function isSwallowed(text: string, { separator, width }: TableShape): boolean {
  if (width === undefined || width < fewColumns) return false;
  const lines = linesOf(text);
  return lines.length > 1 && lines.every((line) => line.split(separator).length === width);
}

/** True when the text has all lines that a record with wrong quotes may have. */
function hasLines(text: string, from: number): boolean {
  let next: number | undefined = from;
  for (let lines = 0; lines < linesCompared && next !== undefined; lines++)
    next = lineEnd(text, next, false)?.next;
  return next !== undefined;
}

/**
 * The record of a line whose quotes break the rules. Undefined when they do not close, and the line has not the width of
 * the table: nobody knows where the row ends.
 */
function brokenRecord(
  text: string,
  { at, end, next }: { at: number; end: number; next: number },
  shape: TableShape,
): FoundRecord | undefined {
  const line = text.slice(at, end);
  const found = readQuotes(line, shape.separator, shape.width);
  if (typeof found !== 'string') return { record: { cells: found }, next };
  const cells = line.split(shape.separator);
  const goesOn = found === 'open' || cells.length < (shape.width ?? 0);
  const long = goesOn ? longRecord(text, at, shape) : undefined;
  if (long || (found === 'open' && cells.length !== shape.width)) return long;
  return { record: { cells, problem: brokenQuotes }, next };
}

/** A record whose cell with wrong quotes goes on over the next lines, if it then has the width of the table. */
function longRecord(text: string, from: number, shape: TableShape): FoundRecord | undefined {
  let end = lineEnd(text, from, true);
  for (let lines = 1; lines < linesCompared && end && end.next < text.length; lines++) {
    end = lineEnd(text, end.next, true);
    const record = text.slice(from, end?.end);
    const cells = readQuotes(record, shape.separator, shape.width);
    if (typeof cells === 'string' || cells.length !== shape.width || !end) continue;
    return isSwallowed(record, shape) ? undefined : { record: { cells }, next: end.next };
  }
  return undefined;
}

const brokenQuotes: RowProblem = {
  code: 'broken-quotes',
  message: 'The quotes of the row leave more than one reading. Double the quotes inside a quoted cell.',
};

const broken = (line: number): FileProblem =>
  new FileProblem(
    'broken-csv',
    `The quotes of the row that begins in line ${line} do not fit: a quote inside a cell must be doubled, and the cell stand in quotes. Export the file again.`,
  );

const fail = (problem: FileProblem): never => {
  throw problem;
};
