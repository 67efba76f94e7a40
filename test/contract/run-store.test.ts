import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchesPerPage, noCounts } from '../../lib/feeds/run.ts';
import { day } from '../../lib/shared/day.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the store of runs, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const isComplete = async (runId: string): Promise<boolean> => {
  const runs = createRunStore(real.table);
  const run = await runs.read(runId);
  return run !== undefined && runs.isComplete(run);
};

describe('the progress of a run', () => {
  const runs = () => createRunStore(real.table);
  const begin = async (runId: string, pages: number): Promise<string> => {
    const at = '2026-06-01T00:00:00.000Z';
    await runs().create({
      runId,
      source: 'registry',
      by: 'tests',
      status: 'running',
      startedAt: at,
      ignoredColumns: [],
      batchesSent: 0,
      movedAt: at,
      batches: pages * batchesPerPage,
    });
    return runId;
  };
  const headOf = async (runId: string) => real.table.get(`RUN#${runId}`, 'HEAD');

  it('counts pages once, in any order, and knows those without a gap', async () => {
    const runId = await begin('01RUN0000000000000000000B1', 4);
    for (const page of [2, 0, 2]) await runs().completePage(runId, page);
    expect(await runs().progress(runId)).toEqual({ pages: 2, gapless: 1 });
    expect(await runs().completePage(runId, 1)).toBeUndefined();
    expect(await runs().progress(runId)).toEqual({ pages: 3, gapless: 3 });
    expect(await runs().completePage(runId, 3)).toMatchObject({ runId });
    expect(await isComplete(runId)).toBe(true);
  });

  it('keeps the head small, and counts a page said again after it was folded no second time', async () => {
    const runId = await begin('01RUN0000000000000000000B2', 200);
    const order = Array.from({ length: 199 }, (_, page) => (page % 2 === 0 ? page + 1 : page - 1));
    for (const page of order) await runs().completePage(runId, page);
    const head = await headOf(runId);
    expect(Number(head?.['pagesGapless']?.N)).toBeGreaterThan(150);
    expect(head?.['pagesDone']?.NS?.length).toBeLessThanOrEqual(17);
    expect(await runs().completePage(runId, 3)).toBeUndefined();
    expect((await runs().progress(runId)).pages).toBe(199);
    await runs().update(runId, { batchesSent: 7 }, ['running']);
    expect((await runs().progress(runId)).pages).toBe(199);
    expect(await runs().completePage(runId, 198)).toMatchObject({ runId, batchesSent: 7 });
  });

  it('loses no page of many writers at once', async () => {
    const runId = await begin('01RUN0000000000000000000B3', 60);
    const pages = Array.from({ length: 60 }, (_, page) => page);
    await Promise.all([...pages, ...pages].map((page) => runs().completePage(runId, page)));
    expect(await runs().progress(runId)).toEqual({ pages: 60, gapless: 60 });
    expect(await isComplete(runId)).toBe(true);
  });
});

describe('a store of runs', () => {
  const runs = () => createRunStore(real.table);
  const begin = async (runId: string, batches?: number) => {
    await runs().create({
      runId,
      source: 'registry',
      by: 'tests',
      status: 'running',
      startedAt: `${day('2026-06-01')}T00:00:00Z`,
      ignoredColumns: [],
      batchesSent: 0,
      movedAt: `${day('2026-06-01')}T00:00:00Z`,
      ...(batches !== undefined && { batches }),
    });
    return runId;
  };
  const counts = { received: 50, accepted: 40, duplicates: 5, unmatched: 3, quarantined: 2 };
  const batch = (number: number, isLast = false) => ({
    batch: number,
    isLast,
    counts,
    unmatchedRows: [number * 50],
  });

  it('changes a run as it is now, also where it was read before', async () => {
    const runId = await begin('01RUN0000000000000000000B1', 2);
    const read = await runs().read(runId);
    const first = read && (await runs().update(read, { bytes: 7 }, ['running']));
    const second =
      read && (await runs().update(read, ({ bytes = 0 }) => ({ bytes: bytes + 1 }), ['running']));
    expect([first?.bytes, second?.bytes]).toEqual([7, 8]);
    if (read) expect(await runs().update(read, { bytes: 9 }, ['completed'])).toBeUndefined();
    expect((await runs().read(runId))?.bytes).toBe(8);
  });

  it('counts a batch once, however often it comes', async () => {
    const runId = await begin('01RUN0000000000000000000A1', 2);
    const both = { received: 100, accepted: 80, duplicates: 10, unmatched: 6, quarantined: 4 };
    expect(await runs().countBatch(runId, batch(0))).toBeUndefined();
    expect(await runs().countBatch(runId, batch(0))).toBeUndefined();
    expect(await runs().countBatch(runId, batch(1, true))).toEqual(both);
    expect(await runs().countBatch(runId, batch(1, true))).toEqual(both);
    expect(await runs().counts(runId)).toEqual({
      received: 100,
      accepted: 80,
      duplicates: 10,
      unmatched: 6,
      quarantined: 4,
    });
    expect(await runs().completePage(runId, 0)).toMatchObject({ runId });
    expect(await isComplete(runId)).toBe(true);
  });

  it('moves a row from unmatched to accepted once, also when that is said before the row is counted', async () => {
    const runId = await begin('01RUN0000000000000000000A2', 1);
    await runs().matchLater(runId, 0, 0);
    await runs().matchLater(runId, 0, 0);
    await runs().countBatch(runId, batch(0, true));
    expect(await runs().counts(runId)).toMatchObject({ accepted: 41, unmatched: 2 });
  });

  it('moves a row to the quarantined once, whatever it was counted as', async () => {
    const runId = await begin('01RUN0000000000000000000A4', 1);
    for (const row of [0, 1, 2, 3]) for (const _time of [1, 2]) await runs().doubtLater(runId, row, 0);
    await runs().countBatch(runId, { ...batch(0, true), duplicateRows: [3, 4], quarantinedRows: [2, 5] });
    const expected = { accepted: 39, duplicates: 4, unmatched: 2, quarantined: 5 };
    expect(await runs().counts(runId)).toMatchObject(expected);
  });

  it('ends a run of one batch with its counts in one write, once', async () => {
    const read = await runs().read(await begin('01RUN0000000000000000000A7'));
    if (!read) throw new Error('There is no run.');
    const [passed, runId] = [runs().passOn(read), read.runId];
    expect(await runs().attempted(runId, 0)).toBeUndefined();
    const end = () => runs().endWhole(passed, batch(0, true), { status: 'completed', batches: 1 });
    expect(await end()).toMatchObject({ status: 'completed', batches: 1 });
    expect(await end()).toBeUndefined();
    expect([await runs().attempted(runId, 0), await isComplete(runId)]).toEqual(['ended', true]);
    await runs().matchLater(runId, 0, 0);
    await runs().resolveRow(runId, { row: 9, batch: 0, became: 'accepted' });
    const later = { ...counts, accepted: 42, unmatched: 2, quarantined: 1 };
    expect(await runs().counts(runId)).toEqual(later);
    // Another reader's message of the same batch changes nothing.
    await runs().countBatch(runId, batch(0, true));
    await runs().completePage(runId, 0);
    await runs().update(runId, { comparison: 'done' }, ['completed']);
    expect(await runs().readCounted(runId)).toMatchObject({ run: { comparison: 'done' }, counts: later });
  });

  it('ends a run of one batch that somebody changed meanwhile, and none that is held', async () => {
    const read = await runs().read(await begin('01RUN0000000000000000000A5'));
    if (!read) throw new Error('There is no run.');
    const [passed, runId] = [runs().passOn(read), read.runId];
    const end = () => runs().endWhole(passed, batch(0, true), { status: 'completed' });
    await runs().update(runId, { status: 'held', by: 'others' }, ['running']);
    expect(await end()).toBeUndefined();
    expect(await runs().counts(runId)).toEqual(noCounts);
    await runs().update(runId, { status: 'running' }, ['held']);
    expect(await end()).toMatchObject({ status: 'completed', by: 'others' });
    expect(await runs().counts(runId)).toEqual(counts);
  });

  it('changes a run only from the state that was meant', async () => {
    const runId = await begin('01RUN0000000000000000000A3');
    expect(await runs().update(runId, { status: 'held' }, ['running'])).toMatchObject({ status: 'held' });
    expect(await runs().update(runId, { status: 'completed' }, ['running'])).toBeUndefined();
    expect((await runs().read(runId))?.status).toBe('held');
  });
});

describe('counts of a run', () => {
  const count = (runId: string) => createRunStore(real.table).counts(runId);

  it('follow what quarantined rows became, and what is taken back', async () => {
    const store = createRunStore(real.table);
    const runId = '01RUN0000000000000000000D1';
    const batch = { batch: 0, isLast: true, unmatchedRows: [9] };
    const counts = { ...noCounts, received: 10, accepted: 5, unmatched: 1, quarantined: 4 };
    await store.countBatch(runId, { ...batch, counts });
    for (const became of ['accepted', 'duplicate', 'unmatched'] as const)
      await store.resolveRow(runId, {
        row: { accepted: 1, duplicate: 2, unmatched: 3 }[became],
        batch: 0,
        became,
      });
    await store.resolveRow(runId, { row: 1, batch: 0, became: 'accepted' });
    const resolved = { received: 10, accepted: 6, duplicates: 1, unmatched: 2, quarantined: 1 };
    expect(await count(runId)).toEqual(resolved);
    await store.matchLater(runId, 3, 0);
    expect(await count(runId)).toEqual({ ...resolved, accepted: 7, unmatched: 1 });
    await store.resolveRow(runId, { row: 1, batch: 0 });
    expect(await count(runId)).toEqual({ ...resolved, unmatched: 1, quarantined: 2 });
  });
});
