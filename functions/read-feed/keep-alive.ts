/** Milliseconds. The sweep considers a reader dead after 60 seconds. */
export const notesEvery = 20_000;

/**
 * Passes the same bytes through and updates the run from time to time while they are read. To skip to a position in a
 * long file takes minutes; without the updates the sweep would consider the reader dead.
 */
export async function* keepAlive(
  bytes: AsyncIterable<Uint8Array>,
  { clock, note }: { clock: () => Date; note: () => Promise<unknown> },
): AsyncGenerator<Uint8Array> {
  let notedAt = clock().getTime();
  for await (const chunk of bytes) {
    if (clock().getTime() >= notedAt + notesEvery) {
      notedAt = clock().getTime();
      await note();
    }
    yield chunk;
  }
}
