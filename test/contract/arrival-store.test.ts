import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../lib/shared/source.ts';
import { createArrivalStore } from '../../lib/store/arrival-store.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the store of arrivals, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

describe('a store of arrivals', () => {
  const store = () => createArrivalStore(real.table);
  const runOn = (day: string): string => `01RUN${day.replaceAll('-', '')}`;
  const arrival = (at: string) => ({ at, runId: runOn(at) });
  const arrive = (source: Source, at: string): Promise<void> =>
    createRunStore(real.table).create({
      ...{ runId: runOn(at), source, by: 'tests', status: 'running', startedAt: at },
      ...{ ignoredColumns: [], batchesSent: 0, movedAt: at },
    });
  const report = async (source: Source, at: string): Promise<boolean[]> => {
    const read = await store().read(source);
    const all = [1, 2, 3].map(async () => read !== undefined && store().noteReport(source, read, at));
    return Promise.all(all);
  };

  it('has the newest, in whatever order they came', async () => {
    expect(await store().read('court')).toBeUndefined();
    for (const at of ['2026-06-02', '2026-06-03', '2026-06-01']) await arrive('court', at);
    expect(await store().read('court')).toMatchObject(arrival('2026-06-03'));
  });

  it('lets one of many report a silence, and forgets the report with the next file', async () => {
    await arrive('registry', '2026-06-01');
    for (const at of ['2026-07-01', '2026-07-02'])
      expect((await report('registry', at)).filter(Boolean), at).toHaveLength(1);
    expect((await store().read('registry'))?.reportedAt).toBe('2026-07-02');
    await arrive('registry', '2026-07-03');
    expect(await store().read('registry')).toMatchObject(arrival('2026-07-03'));
    expect((await store().read('registry'))?.reportedAt).toBeUndefined();
  });

  it('knows what an earlier release noted, whether or not it listed the run', async () => {
    const [source, at] = ['health-commission', '2026-05-01'] as const;
    const item = { arrivedAt: { S: at }, runId: { S: runOn(at) }, reportedAt: { S: '2026-06-01' } };
    await real.table.put({ pk: { S: `SOURCE#${source}` }, sk: { S: 'ARRIVAL' }, ...item });
    expect(await store().read(source)).toEqual(arrival(at));
    await real.table.put({ pk: { S: `RUNS#${source}` }, sk: { S: runOn(at) } });
    expect(await store().read(source)).toEqual(arrival(at));
    expect((await report(source, '2026-07-01')).filter(Boolean)).toHaveLength(1);
    expect(await store().read(source)).toEqual({ ...arrival(at), reportedAt: '2026-07-01' });
    await arrive(source, '2026-07-03');
    expect(await store().read(source)).toMatchObject(arrival('2026-07-03'));
  });
});
