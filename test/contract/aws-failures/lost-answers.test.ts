import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Item, Table } from '../../../lib/store/table.ts';
import { openTestTable, type TestTable } from '../../support/test-table.ts';
import { inTrouble, type Trouble } from './lost-answers.ts';
import { entry, file, readings, type Stores, storesOf, writes } from './writes.ts';

/**
 * When a write took effect and was answered with 500, the SDK makes another attempt, and its condition fails on what the
 * first attempt wrote. Each write of each store is done on a table that loses the answers of first attempts, and on one
 * that does not.
 */
let sound: TestTable;
let opened: TestTable;
let trouble: Trouble;
beforeAll(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterAll(() => vi.restoreAllMocks());
beforeEach(async () => {
  [sound, opened] = await Promise.all([openTestTable(), openTestTable()]);
  trouble = inTrouble(opened.client);
  return async () => {
    await sound.close();
    await opened.close();
  };
});

async function itemsOf(table: Table, countsTries = false): Promise<Item[]> {
  const { items } = await table.scan({});
  const keyOf = ({ pk, sk }: Item): string => `${pk?.S} ${sk?.S}`;
  return items
    .map(({ revision, ...item }) => ({ ...item, ...(revision && !countsTries && { revision }) }))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const all = Object.entries(writes).flatMap(([store, methods]) =>
  Object.entries(methods).map(([method, write]) => [`${store}.${method}`, write] as const),
);

describe('a write whose answer is lost', () => {
  it.each(all)(
    'has the same result and leaves the same items as one whose answer arrives: %s',
    async (_name, { given, act, countsTries }) => {
      await given?.(storesOf(sound.table));
      await given?.(storesOf(opened.table));
      const said = await act(storesOf(sound.table));
      trouble.loseAnswers();
      expect(await act(storesOf(opened.table))).toEqual(said);
      expect(trouble.count()).toBeGreaterThan(0);
      expect(await itemsOf(opened.table, countsTries)).toEqual(await itemsOf(sound.table, countsTries));
    },
  );

  it('is tested for every method of a store that writes', () => {
    const methods = Object.entries(storesOf(sound.table)).flatMap(([store, one]) =>
      Object.keys(one).map((method) => [store, method] as const),
    );
    const missing = methods.filter(
      ([store, method]) => !readings.includes(method) && !writes[store]?.[method],
    );
    expect(missing).toEqual([]);
  });
});

describe('a write whose first attempt fails without effect', () => {
  /** Another writer writes before the second attempt. */
  const meanwhile = (act: (stores: Stores) => Promise<unknown>) =>
    trouble.failAfter(() => act(storesOf(opened.table)));

  it('is not confused with a write of another writer', async () => {
    const { folders } = storesOf(opened.table);
    meanwhile((others) => others.folders.putFile(file({ version: 7 })));
    expect(await folders.putFile(file())).toBe(false);
    expect((await folders.readFile(file()))?.version).toBe(7);
  });

  it('does not get the lease of another sender', async () => {
    const { folders } = storesOf(opened.table);
    await folders.putFile(file());
    const [now, until] = [new Date('2026-06-30T04:00:00Z'), new Date('2026-06-30T04:01:00Z')];
    meanwhile((others) => others.folders.lease(file(), 'directory', { sender: 'other', now, until }));
    expect(await folders.lease(file(), 'directory', { sender: 'own', now, until })).toBeUndefined();
  });

  it('appends to the ledger after the batch of another writer, each once', async () => {
    const { ledger } = storesOf(opened.table);
    meanwhile((others) => others.ledger.append([{ ...entry, changeId: 'other' }], 'now'));
    expect((await ledger.append([entry], 'now')).n).toBe(2);
    const batches = await ledger.after(0, 10);
    expect(batches.flatMap(({ entries }) => entries.map(({ changeId }) => changeId))).toEqual([
      'other',
      'change',
    ]);
  });
});
