import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byParty } from '../../../../lib/feeds/by-party.ts';
import type { RowReading } from '../../../../schemas/record.ts';

const row = (at: number, party: string, nature = ''): RowReading => ({
  kind: 'record',
  row: at,
  record: {
    type: 'registration',
    subject: { category: 'pharmacy', scheme: 'uscc', id: party, name: party },
    status: 'active',
    ...(nature && { particulars: { nature } }),
  },
});

const waiting = (at: number): RowReading => ({
  kind: 'quarantined',
  row: at,
  template: 't',
  findings: [{ code: 'text-too-long', message: '' }],
  cells: {},
});

const rowsOf = (parties: string): RowReading[] =>
  [...parties].map((party, at) => (party === '-' ? waiting(at) : row(at, party)));

async function* given(rows: readonly RowReading[], breaksAt = Number.POSITIVE_INFINITY) {
  for (const [at, one] of rows.entries()) {
    if (at === breaksAt) throw new Error('damaged');
    yield one;
  }
}

const order = async (rows: AsyncIterable<RowReading>): Promise<number[]> =>
  (await Array.fromAsync(rows)).map(({ row: number }) => number);

describe('rows by party', () => {
  it('passes those of one party on together, as the file has them, within a window', async () => {
    expect(await order(byParty(given(rowsOf('BABAAB')), { window: 4, passed: 0 }))).toEqual([
      1, 3, 0, 2, 4, 5,
    ]);
  });

  it('keeps rows that name no number together', async () => {
    expect(await order(byParty(given(rowsOf('B-A-')), { window: 4, passed: 0 }))).toEqual([1, 3, 2, 0]);
  });

  it('keeps the order of the file for a run of an earlier release', async () => {
    expect(await order(byParty(given(rowsOf('BABA')), { window: undefined, passed: 0 }))).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('goes on behind the rows of its first window that were passed on', async () => {
    expect(await order(byParty(given(rowsOf('BABAAB')), { window: 4, passed: 3 }))).toEqual([2, 4, 5]);
  });

  it('holds no window of very long texts, which then keeps the order of the file', async () => {
    const long = [row(0, 'C', 'x'.repeat(60)), row(1, 'B', 'x'.repeat(60)), row(2, 'A')];
    const rows = [...long, ...rowsOf('BABA').map((one) => ({ ...one, row: one.row + 3 }))];
    expect(await order(byParty(given(rows), { window: 3, passed: 0, most: 100 }))).toEqual([
      0, 1, 2, 4, 3, 5, 6,
    ]);
  });

  it('passes the rows before a damage on before it says so', async () => {
    const passed: number[] = [];
    const read = async () => {
      for await (const { row: number } of byParty(given(rowsOf('BABA'), 3), { window: 4, passed: 0 }))
        passed.push(number);
    };
    await expect(read()).rejects.toThrow('damaged');
    expect(passed).toEqual([1, 0, 2]);
  });

  it('passes every row on once, from wherever it goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('A', 'B', 'C', '-'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(45),
        async (parties, window, behind) => {
          const rows = rowsOf(parties.join(''));
          const all = await order(byParty(given(rows), { window, passed: 0 }));
          expect(all.toSorted((a, b) => a - b)).toEqual(rows.map(({ row: number }) => number));
          const begin = Math.floor(behind / window) * window;
          const rest = byParty(given(rows.slice(begin)), { window, passed: behind - begin });
          expect(await order(rest)).toEqual(all.slice(behind));
        },
      ),
    );
  });
});
