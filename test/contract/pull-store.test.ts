import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PulledPage, PullState } from '../../lib/feeds/pull.ts';
import { createPullStore } from '../../lib/store/pull-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the store of pulls, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

describe('a store of pulls', () => {
  const store = () => createPullStore(real.table);
  const state = (name: string, revision: number): PullState => ({
    name,
    revision,
    position: { mode: 'cursor' },
    nextAt: '',
    breaker: { state: 'closed', failures: 0 },
  });

  it('of many pullers at once lets exactly one through, and then only who has read its state', async () => {
    const first = await Promise.all([1, 2, 3].map(() => store().write(state('a', 1))));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await store().write(state('a', 3))).toBe(false);
    expect(await store().write(state('a', 2))).toBe(true);
    expect((await store().read('a'))?.revision).toBe(2);
    expect(await store().read('b')).toBeUndefined();
  });

  it('knows the run of each page', async () => {
    const page: PulledPage = { runId: 'r', sha256: 's', recordsDigest: 'd', records: 2, isKept: false };
    await store().notePage('a', 'x', page);
    await store().notePage('a', 'x', { ...page, isKept: true });
    expect(await store().readPage('a', 'x')).toEqual({ ...page, isKept: true });
    expect(await store().readPage('a', 'y')).toBeUndefined();
  });
});
