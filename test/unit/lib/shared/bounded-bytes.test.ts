import { describe, expect, it } from 'vitest';
import { readAtMost } from '../../../../lib/shared/bounded-bytes.ts';

/** A source of these chunks that notes whether it was closed. */
function sourceOf(...chunks: readonly string[]) {
  const seen = { isClosed: false, read: 0 };
  const body = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (const chunk of chunks) {
        seen.read++;
        yield Buffer.from(chunk);
      }
    } finally {
      seen.isClosed = true;
    }
  };
  return { body: body(), seen };
}

describe('a body from outside', () => {
  it('is read whole up to its limit', async () => {
    const read = await readAtMost(sourceOf('12', '34', '').body, { bytesAtMost: 4 });
    expect(read.ok && read.value.toString()).toBe('1234');
  });

  it('is read no further than its limit, and closed', async () => {
    const { body, seen } = sourceOf('12', '345', '6');
    expect(await readAtMost(body, { bytesAtMost: 4 })).toEqual({ ok: false, error: 'too-large' });
    expect(seen).toEqual({ isClosed: true, read: 2 });
  });

  it('that says nothing is left when the time is over', async () => {
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) };
    const signal = AbortSignal.timeout(20);
    expect(await readAtMost(silent, { bytesAtMost: 4, signal })).toEqual({ ok: false, error: 'timeout' });
    expect(await readAtMost(silent, { bytesAtMost: 4, signal }), 'over before').toMatchObject({ ok: false });
  });

  it('that breaks off is a fault of its source', async () => {
    const broken = (async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('1');
      throw new Error('broken');
    })();
    await expect(readAtMost(broken, { bytesAtMost: 4 })).rejects.toThrow('broken');
  });
});
