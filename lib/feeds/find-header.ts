import { answerColumns, type Feed } from './feed.ts';
import { withCoveredCells } from './formats/covered-cells.ts';
import type { FileRow, FileTable } from './formats/format.ts';
import { normaliseHeader } from './header.ts';
import { isHeaderOf, likeliestHeader } from './match-template.ts';

/** How many rows are searched for the header. Sheets made by hand have titles, units and reporting days above it. */
const headerSearchRows = 10;

/** A table whose header was found. */
export interface HeadedTable {
  readonly name: string;
  readonly isHidden?: boolean;
  readonly header: readonly string[];
  /** The first rows of a table, or the names of the fields, when they hold no header of the feed. */
  readonly top?: readonly FileRow[];
  /** The rows below the header. */
  readonly batches: AsyncIterable<readonly FileRow[]>;
  /** Closes a table that is not read to its end. */
  close(): Promise<void>;
}

/** Finds the header of a table among the columns of the feed's templates. Undefined when the table is empty. */
export async function findHeader(feed: Feed, table: FileTable): Promise<HeadedTable | undefined> {
  const iterator = anyIterator(table.batches);
  const close = async (): Promise<void> => void (await iterator.return?.());
  const { columns } = table;
  const named = { name: table.name, ...(table.isHidden && { isHidden: true }), close };
  if (columns) {
    const top = isHeaderOf(feed, columns) ? {} : { top: [{ row: 1, cells: columns }] };
    return { ...named, header: columns, ...top, batches: resumed([], iterator) };
  }
  const head: FileRow[] = [];
  while (head.length < headerSearchRows) {
    const { value, done } = await iterator.next();
    if (done) break;
    head.push(...value);
  }
  if (head.length === 0) return undefined;
  const top = head.slice(0, headerSearchRows);
  const found = top.findIndex(({ cells }) => isHeaderOf(feed, cells));
  const names = headerlessNames(feed, found < 0 ? top : top.slice(0, found));
  if (names) return { ...named, header: names, batches: uncovered(resumed(head, iterator), -1) };
  const index =
    found < 0
      ? likeliestHeader(
          feed,
          top.map(({ cells }) => cells),
        )
      : found;
  const header = withoutBlankEnd(head[index]?.cells ?? []);
  return {
    ...named,
    header,
    ...(found < 0 && { top }),
    batches: uncovered(resumed(head.slice(index + 1), iterator), head[index]?.row ?? -1),
  };
}

/**
 * Column names of a file without a header. Any of the first rows can identify it, so that one bad row does not make the
 * file unreadable. A row that contains column names is a header even if it lacks a column; rows below it are then not
 * guessed at.
 */
function headerlessNames(feed: Feed, rows: readonly FileRow[]): readonly string[] | undefined {
  const known = new Set(
    feed.templates.flatMap(({ headerless }) => headerless?.names ?? []).map(normaliseHeader),
  );
  for (const { cells } of rows) {
    const names = namesOfRow(feed, cells);
    if (names) return names;
    if (cells.filter((cell) => known.has(normaliseHeader(cell))).length > 1) return undefined;
  }
  return undefined;
}

/**
 * In an answer file of an earlier release, which had no header either, the four remarks follow the row's own cells: first a row number, third the reason codes.
 * The row is then identified by the cells before them.
 */
function namesOfRow(feed: Feed, cells: readonly string[]): readonly string[] | undefined {
  for (const { headerless } of feed.templates) {
    if (!headerless) continue;
    const { names } = headerless;
    const [row = '', , codes = ''] = cells.slice(names.length);
    const isAnswer = /^\d+$/.test(row) && /^[a-z0-9-]+([；、][a-z0-9-]+)*$/.test(codes);
    if (isAnswer && headerless.recognises(cells.slice(0, names.length))) return [...names, ...answerColumns];
    if (headerless.recognises(cells)) return names;
  }
  return undefined;
}

/** Removes blank cells at the end, which spreadsheets export after the last column. */
export const withoutBlankEnd = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);

/** The rows with the values of merged cells that begin below the header. */
async function* uncovered(
  batches: AsyncIterable<readonly FileRow[]>,
  headerRow: number,
): AsyncGenerator<readonly FileRow[]> {
  for await (const batch of batches)
    yield batch.some(({ covered }) => covered)
      ? batch.map((row) => (row.covered ? withCoveredCells(row, headerRow) : row))
      : batch;
}

const anyIterator = <T>(values: AsyncIterable<T> | Iterable<T>): AsyncIterator<T> | Iterator<T> =>
  Symbol.asyncIterator in values ? values[Symbol.asyncIterator]() : values[Symbol.iterator]();

async function* resumed<T>(
  head: readonly T[],
  rest: AsyncIterator<readonly T[]> | Iterator<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  try {
    if (head.length > 0) yield head;
    for (;;) {
      const { value, done } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}
