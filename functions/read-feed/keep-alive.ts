const notesEvery = 20_000;

/**
 * The same bytes, with a note now and then while they are read: to find one's place in a long file takes minutes, in
 * which the sweep must not take its reader for dead.
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
