import type { RowReading } from '../../schemas/record.ts';

/** Rows of a file, of which the first are known before any is passed on. */
export interface PeekedRows {
  readonly first: readonly RowReading[];
  /** All rows, the first ones included. A file that breaks among them breaks here, behind the rows before. */
  readonly rows: AsyncIterable<RowReading>;
  /** Closes a file that is not read any further. */
  close(): Promise<void>;
}

/** Reads the first rows ahead, so that a file is looked at without a pass of its own. */
export async function peekRows(source: AsyncIterable<RowReading>, count: number): Promise<PeekedRows> {
  const iterator = source[Symbol.asyncIterator]();
  const first: RowReading[] = [];
  let broken: { readonly error: unknown } | undefined;
  try {
    while (first.length < count) {
      const { value, done } = await iterator.next();
      if (done) break;
      first.push(value);
    }
  } catch (error) {
    broken = { error };
  }
  const close = async (): Promise<void> => void (await iterator.return?.());
  return { first, rows: resumed(first, { iterator, broken, close }), close };
}

async function* resumed(
  first: readonly RowReading[],
  {
    iterator,
    broken,
    close,
  }: {
    iterator: AsyncIterator<RowReading>;
    broken: { readonly error: unknown } | undefined;
    close: () => Promise<void>;
  },
): AsyncGenerator<RowReading> {
  try {
    yield* first;
    if (broken) throw broken.error;
    for (;;) {
      const { value, done } = await iterator.next();
      if (done) return;
      yield value;
    }
  } finally {
    await close();
  }
}
