import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createArrivalStore } from '../../lib/store/arrival-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the store of arrivals, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

describe('a store of arrivals', () => {
  const store = () => createArrivalStore(real.table);
  const arrival = (at: string) => ({ at, runId: `run of ${at}` });

  it('keeps the newest, in whatever order they are noted', async () => {
    expect(await store().read('court')).toBeUndefined();
    for (const at of ['2026-06-02', '2026-06-03', '2026-06-01']) await store().note('court', arrival(at));
    expect(await store().read('court')).toMatchObject(arrival('2026-06-03'));
  });

  it('lets one of many report a silence, and forgets the report with the next file', async () => {
    await store().note('registry', arrival('2026-06-01'));
    const report = async (at: string): Promise<boolean[]> => {
      const read = await store().read('registry');
      return Promise.all([1, 2, 3].map(async () => read && store().noteReport('registry', read, at))).then(
        (all) => all.map(Boolean),
      );
    };
    for (const at of ['2026-07-01', '2026-07-02'])
      expect((await report(at)).filter(Boolean), at).toHaveLength(1);
    const before = await store().read('registry');
    await store().note('registry', arrival('2026-07-03'));
    expect(before && (await store().noteReport('registry', before, '2026-07-04'))).toBe(false);
    expect((await store().read('registry'))?.reportedAt).toBeUndefined();
  });
});
