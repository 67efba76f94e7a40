import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchesPerPage } from '../../lib/feeds/run.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Progress of counting a large run, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

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
    expect(await runs().isComplete(runId)).toBe(true);
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
    expect(await runs().isComplete(runId)).toBe(true);
  });
});
