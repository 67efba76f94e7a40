import { err, ok, type Result } from './result.ts';

/**
 * Reads a body from outside, at most so many bytes and until the signal says that the time is over. What comes after
 * either is not read, and the source is closed. Bytes are counted as they are used: of a packed body those that it
 * unpacks to.
 */
export async function readAtMost(
  body: AsyncIterable<Uint8Array>,
  { bytesAtMost, signal }: { bytesAtMost: number; signal?: AbortSignal },
): Promise<Result<Buffer, 'too-large' | 'timeout'>> {
  const chunks: Uint8Array[] = [];
  const source = body[Symbol.asyncIterator]();
  const timeIsOver = whenAborted(signal);
  let bytes = 0;
  for (;;) {
    const next = await Promise.race([source.next(), timeIsOver]);
    if (next === 'timeout') return refused(source, 'timeout');
    if (next.done) return ok(Buffer.concat(chunks));
    bytes += next.value.length;
    if (bytes > bytesAtMost) return refused(source, 'too-large');
    chunks.push(next.value);
  }
}

const whenAborted = (signal: AbortSignal | undefined): Promise<'timeout'> =>
  new Promise((resolve) => {
    if (signal?.aborted) resolve('timeout');
    signal?.addEventListener('abort', () => resolve('timeout'), { once: true });
  });

/** Closing is not waited for, because a source that has not answered in time may not answer to that either. */
function refused<E>(source: AsyncIterator<Uint8Array>, error: E): Result<never, E> {
  source.return?.().catch(() => undefined);
  return err(error);
}
