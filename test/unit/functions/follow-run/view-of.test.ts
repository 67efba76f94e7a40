import { describe, expect, it } from 'vitest';
import {
  viewOf as countedView,
  type FollowRunDeps,
  releaseRun,
} from '../../../../functions/follow-run/follow-run.ts';
import type { Run } from '../../../../lib/feeds/run.ts';
import { runView } from '../../../../schemas/api.ts';

const run: Run = {
  runId: '01RUN00000000000000000000A',
  source: 'medical-insurance',
  by: 'tests',
  status: 'held',
  startedAt: '2026-06-30T04:00:00.000Z',
  ignoredColumns: [],
  batchesSent: 0,
  movedAt: '2026-06-30T04:00:00.000Z',
};
const counts = { received: 0, accepted: 0, duplicates: 0, unmatched: 0, quarantined: 0 };
const deps = {
  runtime: { clock: () => new Date('2026-06-30T06:00:00.000Z') },
} as unknown as FollowRunDeps;
const viewOf = (seen: Run, given: FollowRunDeps) => countedView({ run: seen, counts }, given);
const problem = { code: 'unknown-column', detail: 'x', columns: ['涉及金额', '神秘列'] } as const;

describe('a run as its sender sees it', () => {
  it('says which column cannot be ignored and what a name was meant for', async () => {
    const view = viewOf(
      { ...run, problem: { ...problem, kept: ['涉及金额'], near: [{ column: '金额', meant: '金额(元)' }] } },
      deps,
    );
    expect(runView.parse(view).problem?.explanation).toContain('“金额”是否应为“金额(元)”？');
    expect(view.problem?.explanation).toContain('涉及金额不能忽略');
  });

  it('says that no row was processed for an hour, while nobody has ended the run', async () => {
    const standing = { pages: 3, at: '2026-06-30T04:30:00.000Z' };
    const still = viewOf({ ...run, status: 'running', seen: standing }, deps);
    expect(runView.parse(still).problem).toMatchObject({
      code: 'standing-still',
      explanation: expect.stringContaining('请勿重复报送'),
    });
    const moving = { pages: 4, at: '2026-06-30T05:30:00.000Z' };
    expect(viewOf({ ...run, status: 'running', seen: moving }, deps).problem).toBeUndefined();
    expect(viewOf({ ...run, status: 'completed', seen: standing }, deps).problem).toBeUndefined();
  });

  it('names the source that its header is of', async () => {
    const view = viewOf(
      { ...run, problem: { code: 'wrong-source', detail: 'x', fits: ['market-supervision'] } },
      deps,
    );
    expect(runView.parse(view).problem).toMatchObject({
      fits: ['market-supervision'],
      explanation: expect.stringContaining('“市场监督管理”的模板相符，请以来源market-supervision报送'),
    });
  });

  it('names the rows that are no data, and the page it is', async () => {
    const passedRows = { count: 2, first: [{ row: 9, code: 'total' } as const] };
    const view = viewOf({ ...run, passedRows, page: { records: 1, total: 40 } }, deps);
    expect(runView.parse(view)).toMatchObject({
      page: { records: 1, total: 40 },
      passedRows: {
        count: 2,
        rows: [{ row: 9, code: 'total', explanation: expect.stringContaining('合计') }],
      },
    });
  });

  it('says how cells were read that a person might read otherwise', async () => {
    const columns = [
      { code: 'says-none', column: '移出日期', cells: 12, written: ['无', '/'] },
      { code: 'own-unit', column: '罚款金额（万元）', cells: 3, written: ['元'] },
    ] as const;
    const view = viewOf({ ...run, readings: { rows: 50, columns } }, deps);
    expect(runView.parse(view).readings).toEqual([
      {
        ...columns[0],
        explanation: expect.stringContaining('“移出日期”列有 12 格写作“无”“/”，按“没有”读取。'),
      },
      {
        ...columns[1],
        explanation: expect.stringContaining('“罚款金额（万元）”列有 3 格写明了单位“元”，按所写的单位读取'),
      },
    ]);
    expect(viewOf({ ...run, readings: { rows: 50, columns: [] } }, deps)).not.toHaveProperty('readings');
  });

  it('is not released with a column that cannot be ignored', async () => {
    await expect(
      releaseRun({ ...run, problem: { ...problem, kept: ['涉及金额'] } }, deps),
    ).rejects.toMatchObject({ status: 409, code: 'column-not-ignorable' });
  });
});
