import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPart, nextFilled, withFilled } from '../../../../lib/convergence/comparison.ts';
import { createRangeJoin } from '../../../../lib/convergence/join-range.ts';
import {
  bothTallies,
  type HeldRow,
  heldRows,
  noRows,
  packedHeld,
  packedSaid,
  rangeOf,
  recordKey,
  type SaidRow,
  saidRows,
  tallyOf,
} from '../../../../lib/convergence/packed-rows.ts';

const content = fc.constantFrom('0011223344556677', 'ffeeddccbbaa9988');
const record = fc.integer({ min: 0, max: 12 }).map((n) => recordKey(`record ${n}`));
const version = fc.integer({ min: 0, max: 5 });
const heldRow = fc.record<HeldRow>({ key: record, version, content, page: fc.nat(2 ** 31) });
const saidRow = fc.record<SaidRow>({
  key: record,
  version,
  content,
  stage: fc.constantFrom('none', 'held', 'in-flight', 'given-up'),
  subject: fc.string({ maxLength: 50 }),
});

const outcome = (files: readonly SaidRow[], records: readonly HeldRow[], most?: number) => {
  const join = createRangeJoin(most);
  for (const row of files) join.addSaid(row);
  for (const row of records) join.addHeld(row);
  const verdicts = [...join.verdicts()].map(([{ said, held }, verdict]) => [said?.key ?? held?.key, verdict]);
  return { verdicts: Object.fromEntries(verdicts), unkept: join.unkept(), count: verdicts.length };
};

describe('rows that are put aside', () => {
  it('are read as they were written, and their tally is the same in any order', () => {
    fc.assert(
      fc.property(fc.array(heldRow), fc.array(saidRow), (records, files) => {
        const held = records.map(packedHeld);
        const said = files.map(packedSaid);
        expect([...heldRows(Buffer.concat(held))].map(({ row }) => row)).toEqual(records);
        expect([...saidRows(Buffer.concat(said))].map(({ row }) => row)).toEqual(files);
        const sums = [held, [...held].reverse()].map((rows) => rows.map(tallyOf).reduce(bothTallies, noRows));
        expect(sums[0]).toEqual(sums[1]);
      }),
    );
  });

  it('that lack one have another tally', () => {
    const rows = [1, 2, 3].map((n) =>
      packedHeld({ key: recordKey(`${n}`), version: n, content: '0011223344556677', page: 0 }),
    );
    const tally = (some: readonly Buffer[]) => some.map(tallyOf).reduce(bothTallies, noRows);
    expect(tally(rows.slice(1))).not.toEqual(tally(rows));
    expect(tally([...rows.slice(1), rows[1] ?? Buffer.alloc(0)])).not.toEqual(tally(rows));
  });

  it('lie in the range of their key, and ranges without rows are passed over', () => {
    const key = recordKey('record');
    expect(rangeOf(key)).toBe(Math.floor(Number.parseInt(key.slice(0, 2), 16) / 4));
    const filled = withFilled(newPart('').filled, [0, 7, 8, 63]);
    const found: number[] = [];
    for (let at = nextFilled(filled, 0); at !== undefined; at = nextFilled(filled, at + 1)) found.push(at);
    expect(found).toEqual([0, 7, 8, 63]);
  });
});

describe('two sides of a range', () => {
  it('come to the same verdicts in whatever order the pages came, also twice', () => {
    const unique = fc.uniqueArray(saidRow, { selector: ({ key }) => key });
    const once = fc.uniqueArray(heldRow, { selector: ({ key }) => key });
    fc.assert(
      fc.property(unique, once, fc.nat(), (files, records, turn) => {
        const plain = outcome(files, records);
        const turned = [...records.slice(turn % (records.length + 1)), ...records].reverse();
        expect(outcome([...files].reverse(), turned)).toEqual(plain);
        const keys = new Set([...files, ...records].map(({ key }) => key));
        expect(plain.count).toBe(keys.size);
      }),
    );
  });

  it('keep the newer of two records that a changing list showed', () => {
    const key = recordKey('moved');
    const file: SaidRow = { key, subject: 'doctor.x', stage: 'held', version: 2, content: 'aa' };
    const older: HeldRow = { key, version: 1, content: 'bb', page: 0 };
    const newer: HeldRow = { key, version: 2, content: 'aa', page: 1 };
    for (const records of [
      [older, newer],
      [newer, older],
    ])
      expect(outcome([file], records).verdicts).toEqual({ [key]: { kind: 'equal' } });
  });

  it('keep no more strangers than are allowed, and count the others', () => {
    const strangers = Array.from({ length: 50 }, (_, n): HeldRow => {
      return { key: recordKey(`stranger ${n}`), version: 1, content: 'aa', page: 0 };
    });
    const { unkept, count } = outcome([], [...strangers, ...strangers.slice(0, 5)], 10);
    expect([count, unkept]).toEqual([10, 40]);
  });
});
