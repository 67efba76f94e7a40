import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the store of quarantined rows, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let runs = 0;
const newRun = (): string => `RUN${String(++runs).padStart(23, '0')}`;
const row = (runId: string, number: number, change: Partial<QuarantinedRow> = {}): QuarantinedRow => ({
  runId,
  row: number,
  batch: 0,
  source: 'court',
  template: 'defaulters',
  by: 'court',
  fileSha256: 'sha',
  receivedAt: `2026-06-${String(number).padStart(2, '0')}T00:00:00Z`,
  findings: [{ code: 'check-digit', message: 'm' }],
  content: 'sealed',
  state: 'waiting',
  decisions: [],
  revision: 1,
  ...change,
});

describe('rows that wait for a person', () => {
  it('stay as they came when a batch comes twice, and leave the list when they are decided', async () => {
    const store = createQuarantineStore(real.table);
    const waiting = createWaitingStore(real.table);
    const runId = newRun();
    await store.add([row(runId, 1), row(runId, 2, { findings: [{ code: 'not-a-date', message: 'm' }] })]);
    const first = await store.read(runId, 1);
    const corrected = first && (await store.replace({ ...first, state: 'corrected' }));
    expect(corrected).toMatchObject({ state: 'corrected', revision: 2 });
    expect(first && (await store.replace({ ...first, state: 'dismissed' }))).toBeUndefined();
    await store.add([row(runId, 1)]);
    expect(await store.read(runId, 1)).toMatchObject({ state: 'corrected' });
    expect((await waiting.list('Q', { prefix: 'court#check-digit#', limit: 10 })).keys).toEqual([]);
    expect((await waiting.list('Q', { prefix: 'court#', limit: 10 })).keys).toHaveLength(1);
    expect(await Array.fromAsync(store.findings(runId))).toMatchObject([{ row: 2 }]);
  });

  it('are listed from all shards in one order, page by page', async () => {
    const store = createQuarantineStore(real.table);
    const waiting = createWaitingStore(real.table);
    for (let number = 1; number <= 25; number++)
      await store.add([row(newRun(), number, { source: 'health-commission' })]);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await waiting.list('Q', { prefix: 'health-commission#', limit: 7, after });
      seen.push(...page.keys.map(({ at }) => at));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(25);
    expect(seen).toEqual([...seen].sort());
  });
});

describe('a page of what waits', () => {
  it.each([
    ['a cursor behind everything', { after: '\uFFFDx' }],
    ['a cursor behind the day', { after: '2026-07-01', before: '2026-06-30' }],
  ])('is empty after %s', async (_what, bounds) => {
    expect(await createWaitingStore(real.table).list('Q', { prefix: '', limit: 10, ...bounds })).toEqual({
      keys: [],
    });
  });
});
