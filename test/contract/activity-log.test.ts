import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../lib/feeds/run.ts';
import { day } from '../../lib/shared/day.ts';
import { createReceiptActivity, type ReceiptLine } from '../../lib/store/receipt-activity.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { createRunActivity, type RunLine } from '../../lib/store/run-activity.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The activity log is listed by time and counted from the index alone. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const period = (from: string, to: string) => ({ from: day(from), to: day(to) });

describe('an activity log of disclosures', () => {
  const diary = () => createReceiptActivity(real.table);
  const addDisclosure = async (
    receiptId: string,
    at: string,
    agency = '市场监管局#1',
    statuses = ['graded'],
  ) =>
    createReceiptStore(real.table).add({
      receiptId,
      at,
      agency,
      purpose: 'licensing',
      reference: 'case',
      disclosed: statuses.map((status) => ({ status, fields: [] })),
    });
  const idsOf = async (agency: string, options: Parameters<ReturnType<typeof diary>['list']>[1]) =>
    (await diary().list(agency, options)).map(({ receiptId }) => receiptId);
  beforeAll(async () => {
    // A day begins in Asia/Shanghai eight hours before it begins in UTC.
    await addDisclosure('A', '2026-05-31T15:59:59.999Z');
    await addDisclosure('B', '2026-05-31T16:00:00.000Z');
    await addDisclosure('C', '2026-06-30T15:59:59.999Z');
    await addDisclosure('D', '2026-06-30T16:00:00.000Z');
    await addDisclosure('E', '2026-06-10T00:00:00.000Z', '市场监管局', [
      'graded',
      'not-found',
      'name-mismatch',
      'no-grade',
    ]);
    await addDisclosure('F', '2026-06-11T00:00:00.000Z', 'x'.repeat(900));
    for (let index = 0; index < 9; index++)
      await addDisclosure(`G${index}`, '2026-07-05T00:00:00.000Z', 'busy');
  });

  it('lists an agency by its whole name, the days of a period alone, in order', async () => {
    const june = { period: period('2026-06-01', '2026-06-30'), limit: 10 };
    expect(await idsOf('市场监管局#1', june)).toEqual(['B', 'C']);
    expect(await idsOf('市场监管局', june)).toEqual(['E']);
    expect(await idsOf('nobody', june)).toEqual([]);
    const wide = { period: period('2026-05-01', '2026-07-31'), limit: 10 };
    expect(await idsOf('市场监管局#1', wide)).toEqual(['A', 'B', 'C', 'D']);
    expect(await diary().list('x'.repeat(900), june)).toMatchObject([
      { receiptId: 'F', agency: 'x'.repeat(900) },
    ]);
  });

  it('is listed page after page, without a gap or a repetition, also of one moment', async () => {
    const seen: string[] = [];
    let after: ReceiptLine | undefined;
    do {
      const page = await diary().list('busy', {
        period: period('2026-07-01', '2026-07-31'),
        limit: 2,
        after,
      });
      seen.push(...page.map(({ receiptId }) => receiptId));
      after = page.at(-1);
    } while (after);
    expect(seen).toEqual(Array.from({ length: 9 }, (_, index) => `G${index}`));
  });

  it('begins with the period, and ends with it, wherever the page before is said to have ended', async () => {
    const june = { period: period('2026-06-01', '2026-06-30'), limit: 10 };
    const early = { at: '2020-01-01T00:00:00.000Z', receiptId: 'X' };
    const late = { at: '2026-06-30T23:00:00.000Z', receiptId: 'X' };
    expect(await idsOf('市场监管局#1', { ...june, after: early })).toEqual(['B', 'C']);
    expect(await idsOf('市场监管局#1', { ...june, after: late })).toEqual([]);
  });

  it('counts who asked, about how many subjects, and how many were disclosed', async () => {
    const lines: ReceiptLine[] = [];
    await diary().read(period('2026-06-10', '2026-06-30'), (line) => lines.push(line));
    expect(lines.map(({ receiptId }) => receiptId).sort()).toEqual(['C', 'E', 'F']);
    expect(lines.find(({ receiptId }) => receiptId === 'E')).toMatchObject({
      agency: '市场监管局',
      purpose: 'licensing',
      subjects: 4,
      disclosed: 2,
    });
    expect(lines.find(({ receiptId }) => receiptId === 'F')?.agency).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe('an activity log of runs', () => {
  const counts = { received: 9, accepted: 5, duplicates: 1, unmatched: 1, quarantined: 2 };
  const run = (runId: string): Run => ({
    runId,
    source: 'court',
    by: 'x',
    status: 'running',
    startedAt: '2026-06-30T16:30:00.000Z',
    ignoredColumns: [],
    batchesSent: 0,
    movedAt: '2026-06-30T16:30:00.000Z',
  });
  const linesOf = async (from: string, to: string): Promise<RunLine[]> => {
    const lines: RunLine[] = [];
    await createRunActivity(real.table).read(period(from, to), (line) => lines.push(line));
    return lines.sort((a, b) => (a.runId < b.runId ? -1 : 1));
  };

  it('lists a run once it ended and its list is compared, on the day it began', async () => {
    const store = createRunStore(real.table);
    for (const id of ['1', '2', '3', '4']) await store.create(run(id));
    expect(await linesOf('2026-07-01', '2026-07-01')).toEqual([]);
    await store.update('1', { status: 'completed', counts }, ['running']);
    await store.update('2', { status: 'failed' }, ['running']);
    await store.update('3', { status: 'held' }, ['running']);
    await store.update('4', { status: 'completed', counts, comparison: 'due' }, ['running']);
    expect((await linesOf('2026-07-01', '2026-07-01')).map(({ runId }) => runId)).toEqual(['1', '2']);
    await store.update('4', { comparison: 'done' }, ['completed']);
    expect(await linesOf('2026-07-01', '2026-07-01')).toMatchObject([
      { runId: '1', source: 'court', startedOn: '2026-07-01', status: 'completed', counts },
      { runId: '2', status: 'failed', counts: { received: 0 } },
      { runId: '4', status: 'completed', counts },
    ]);
    expect(await linesOf('2026-06-01', '2026-06-30')).toEqual([]);
  });
});
