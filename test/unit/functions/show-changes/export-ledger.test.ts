import { expect, it } from 'vitest';
import { exportLedger } from '../../../../functions/show-changes/show-changes.ts';
import type { Batch } from '../../../../lib/ledger/batch.ts';

const batch = (n: number): Batch =>
  ({ head: { n, count: 1 }, entries: [{ recordId: 'r'.repeat(150_000) }] }) as unknown as Batch;

it('an export has as many batches as a function can answer, and goes on behind the last one', async () => {
  const ledger = {
    after: async (n: number, limit: number) =>
      Array.from({ length: Math.min(limit, 60 - n) }, (_, index) => batch(n + index + 1)),
    anchors: async () => [],
  };
  const numbers: number[] = [];
  for (let after = 0; after < 60; ) {
    const { lines, next } = await exportLedger(after, ledger);
    expect(Buffer.byteLength(lines.join('\n'))).toBeLessThan(4_500_000);
    numbers.push(...lines.map((line) => (JSON.parse(line) as Batch).head.n));
    expect(next).toBe(numbers.at(-1));
    after = next;
  }
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});
