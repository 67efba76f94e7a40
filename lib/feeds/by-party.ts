import type { RowReading } from '../../schemas/record.ts';

/** Rows among which those of one party are passed on together: their folder is then read and written once. */
export const rowsAWindow = 5_000;

/** Characters of long texts that a window holds in memory. */
const charactersMost = 10_000_000;

/** The rows of a run in the order in which they are passed on. */
export interface PassingOrder {
  /** Rows of a window. Absent for a run of an earlier release: its rows are passed on as the file has them. */
  readonly window: number | undefined;
  /** Rows of the first window that are passed on already. */
  readonly passed: number;
  /** By default {@link charactersMost}. */
  readonly most?: number;
}

/**
 * Orders the rows of each window by their party, and those of one party as the file has them. The order depends on the file
 * and the window alone, so that a batch has the same rows whoever reads. A window with very long texts is not held: it keeps
 * the order of the file. Where the file breaks, the rows before are passed on first.
 */
export async function* byParty(
  rows: AsyncIterable<RowReading>,
  { window, passed, most = charactersMost }: PassingOrder,
): AsyncGenerator<RowReading> {
  if (window === undefined) return yield* rows;
  const iterator = rows[Symbol.asyncIterator]();
  let skip = passed;
  try {
    for (;;) {
      let ordered = 0;
      for await (const row of orderedWindow(iterator, { window, most })) {
        ordered++;
        if (skip > 0) skip--;
        else yield row;
      }
      if (ordered < window) return;
    }
  } finally {
    await iterator.return?.();
  }
}

async function* orderedWindow(
  rows: AsyncIterator<RowReading>,
  { window, most }: { window: number; most: number },
): AsyncGenerator<RowReading> {
  const held: RowReading[] = [];
  let characters = 0;
  try {
    while (held.length < window && characters <= most) {
      const { value, done } = await rows.next();
      if (done) break;
      held.push(value);
      characters += longTextOf(value);
    }
  } catch (error) {
    yield* sortedByParty(held);
    throw error;
  }
  if (characters <= most) return yield* sortedByParty(held);
  yield* held;
  for (let count = held.length; count < window; count++) {
    const { value, done } = await rows.next();
    if (done) return;
    yield value;
  }
}

const sortedByParty = (rows: readonly RowReading[]): RowReading[] =>
  rows
    .map((row) => ({ row, party: partyOf(row) }))
    .sort((a, b) => (a.party < b.party ? -1 : Number(a.party > b.party)))
    .map(({ row }) => row);

/** The number that a row names; rows that name none stay together. */
const partyOf = (row: RowReading): string =>
  row.kind === 'record' ? `${row.record.subject.scheme} ${row.record.subject.id}` : '';

/** Characters of a row's texts that may be long. What a record has besides is bounded (`long-texts.ts`). */
const longTextOf = (row: RowReading): number => {
  if (row.kind === 'quarantined') return lengthOf(row.cells);
  const { record } = row;
  return record.type === 'decision' ? (record.matter?.length ?? 0) : lengthOf(record.particulars ?? {});
};

const lengthOf = (texts: Readonly<Record<string, string | undefined>>): number =>
  Object.values(texts).reduce((total, text) => total + (text?.length ?? 0), 0);
