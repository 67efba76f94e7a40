import { describe, expect, it } from 'vitest';
import { readRun } from '../../../../functions/read-feed/read-run.ts';
import { sweepRun } from '../../../../functions/sweep/sweep-run.ts';
import { decodeBatch } from '../../../../lib/application/intake/batch-message.ts';
import { finishWhole } from '../../../../lib/application/intake/finish-run.ts';
import { batchesPerPage, type Run } from '../../../../lib/feeds/run.ts';
import { createVault } from '../../../../lib/runtime/vault.ts';
import { createFolderStore } from '../../../../lib/store/folder-store.ts';
import { createListStore } from '../../../../lib/store/list-store.ts';
import { createRunStore } from '../../../../lib/store/run-store.ts';
import type { BatchMessage } from '../../../../schemas/messages.ts';
import type { RowReading } from '../../../../schemas/record.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';
import { csvOf, utf8 } from '../../../support/feed-file.ts';
import { hospital, penalty, pharmacy, stranger } from '../../../support/records.ts';
import { openTestTable } from '../../../support/test-table.ts';

const runId = '01RUN00000000000000000000A';
const counts = { received: 50, accepted: 0, duplicates: 0, unmatched: 50, quarantined: 0 };

/** A file of so many batches, a reader, and a store that counts the batches it receives. */
async function readerOf(
  batches: number,
  change: Partial<Run> = {},
  content?: readonly object[] | Uint8Array,
) {
  const real = await openTestTable();
  const runs = createRunStore(real.table);
  const rows = content ?? Array.from({ length: batches * 50 - 7 }, (_, at) => penalty(at + 1, stranger));
  const bytes = rows instanceof Uint8Array ? rows : utf8(rows.map((row) => JSON.stringify(row)).join('\n'));
  const lost = new Set<number>();
  let sent: number[] = [];
  const contents = new Map<number, RowReading[][]>();
  let resumed = 0;
  let opened = 0;
  let keeps = true;
  let millisecondsAChunk = 0;
  let longestQuiet = 0;
  const count = async (batch: number): Promise<void> => {
    const isLast = batch === batches - 1;
    if (await runs.countBatch(runId, { batch, isLast, counts, unmatchedRows: [] }))
      await runs.completePage(runId, Math.floor(batch / batchesPerPage));
  };
  const runtime = fakeRuntime();
  const deps = {
    runtime,
    runs,
    vault: createVault({ pepper: Buffer.alloc(32, 1), dataKeys: new Map([[1, Buffer.alloc(32, 2)]]) }),
    bucket: {
      put: async () => undefined,
      size: async () => bytes.length,
      async *read() {
        opened++;
        for (let at = 0; at < bytes.length; at += 65_536) {
          runtime.pass(millisecondsAChunk);
          const { movedAt } = (await runs.read(runId)) as Run;
          longestQuiet = Math.max(longestQuiet, runtime.clock().getTime() - Date.parse(movedAt));
          yield bytes.subarray(at, at + 65_536);
        }
      },
    },
    records: {
      async send(bodies: readonly string[]) {
        for (const message of bodies.map((body) => JSON.parse(body) as BatchMessage)) {
          const { batch, isLast } = message;
          const { readings, passed } = decodeBatch(deps.vault, message);
          contents.set(batch, [...(contents.get(batch) ?? []), readings]);
          sent.push(batch);
          if (!keeps || lost.has(batch)) continue;
          const outcome = { batch, isLast, counts, unmatchedRows: [] };
          if (!passed || !(await finishWhole(passed, outcome, deps))) await count(batch);
        }
      },
    },
    objects: { send: async () => void resumed++, depth: async () => 0 },
    comparisons: { send: async () => undefined, depth: async () => 0 },
    lists: createListStore(real.table),
    folders: createFolderStore(real.table),
  };
  const run: Run = {
    runId,
    source: 'market-supervision',
    by: 'tests',
    status: 'running',
    startedAt: runtime.clock().toISOString(),
    ignoredColumns: [],
    batchesSent: 0,
    movedAt: runtime.clock().toISOString(),
    ...change,
  };
  await runs.create(run);
  return {
    runs,
    runtime,
    lost,
    count,
    slowDown(milliseconds: number) {
      millisecondsAChunk = milliseconds;
    },
    longestQuiet: () => longestQuiet,
    keep(does: boolean) {
      keeps = does;
    },
    read: async (remaining = () => 900_000) => {
      sent = [];
      opened = 0;
      await readRun(runId, deps, remaining);
      return { sent, opened };
    },
    sweep: async () => {
      const before = { resumed, said: runtime.said.length };
      await sweepRun(runId, { ...deps, objects: deps.objects });
      return { resumes: resumed - before.resumed, said: runtime.said.slice(before.said) };
    },
    /** The rows of each batch, each time that it was sent. */
    contents,
    state: async () => (await runs.read(runId)) as Run,
    close: () => real.close(),
  };
}

/** A reader that sent so many pages, and was killed before it noted how far it had come. */
async function readerKilledAfter(
  pages: number,
  { read, runs }: Pick<Awaited<ReturnType<typeof readerOf>>, 'read' | 'runs'>,
): Promise<void> {
  let calls = 0;
  await read(() => (++calls > pages ? 0 : 900_000));
  await runs.update(runId, { batchesSent: 0, readings: undefined }, ['running']);
}

const from = (first: number, batches: number): number[] =>
  Array.from({ length: batches - first }, (_, index) => first + index);

/** Rows of a window; a run that an earlier release opened has none. */
const window = 1_000;
const world = (batches: number, change: Partial<Run> = {}, content?: readonly object[] | Uint8Array) =>
  readerOf(batches, { window, ...change }, content);

describe('reading a long file', () => {
  it('sends every batch once, in order, whatever the window', async () => {
    const file = await world(95);
    expect((await file.read()).sent).toEqual(from(0, 95));
    expect(await file.state()).toMatchObject({ status: 'completed', batches: 95 });
    await file.close();
  });

  it('of one batch is noted with its end, and by its reader only after the sweep looked after it', async () => {
    const file = await world(1);
    file.keep(false);
    expect((await file.read()).sent).toEqual([0]);
    expect(await file.state()).not.toHaveProperty('batches');
    file.runtime.pass(61_000);
    expect((await file.sweep()).resumes).toBe(1);
    expect((await file.read()).sent).toEqual([0]);
    expect(await file.state()).toMatchObject({ status: 'running', batches: 1 });
    file.runtime.pass(61_000);
    expect((await file.sweep()).resumes).toBe(0);
    await file.count(0);
    await file.sweep();
    expect(await file.state()).toMatchObject({ status: 'completed', counts });
    await file.close();
  });

  it('notes the rows that are no data before the last batch is counted', async () => {
    const total = { CF_XDR_MC: '合计', CF_NR_FK: '3' };
    const rows = [...Array.from({ length: 43 }, (_, at) => penalty(at + 1, stranger)), total];
    const file = await world(1, {}, rows);
    await file.read();
    expect(await file.state()).toMatchObject({
      status: 'completed',
      passedRows: { count: 1, first: [{ row: 44, code: 'total' }] },
    });
    await file.close();
  });

  describe('with placeholders', () => {
    const rows = Array.from({ length: 95 * 50 - 7 }, (_, at) =>
      penalty(at + 1, stranger, { CF_NR_WFFF: at % 2 === 0 ? '无' : null }),
    );
    const counted = {
      readings: { columns: [{ code: 'says-none', column: 'CF_NR_WFFF', cells: 2372, written: ['无'] }] },
    };

    it('counts them once, whichever reader reads a row', async () => {
      const file = await world(95, {}, rows);
      let calls = 0;
      await file.read(() => (++calls > 5 ? 0 : 900_000));
      expect(await file.state()).toMatchObject({
        batchesSent: 50,
        readings: { rows: 2000, columns: [{ cells: 1000 }] },
      });
      expect((await file.read()).sent).toEqual(from(50, 95));
      expect(await file.state()).toMatchObject({ status: 'completed', ...counted });
      await file.close();
    });

    it('counts them also in rows that a reader passed on before it was killed', async () => {
      const file = await world(95, {}, rows);
      await readerKilledAfter(4, file);
      expect((await file.read()).sent).toEqual(from(30, 95));
      expect(await file.state()).toMatchObject({ status: 'completed', ...counted });
      await file.close();
    });
  });

  it('fails with its reason where a file breaks behind its first rows', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => penalty(at + 1, stranger));
    const lines = [
      Object.keys(penalty(1, stranger)),
      ...rows.map((row) => Object.values(row)),
      ['x'.repeat(1_100_000)],
    ];
    const file = await world(
      1,
      {},
      utf8(csvOf(lines.map((cells) => cells.map((cell) => String(cell ?? ''))))),
    );
    expect((await file.read()).sent).toEqual([]);
    expect(await file.state()).toMatchObject({ status: 'failed', problem: { code: 'row-too-large' } });
    await file.close();
  });

  it('is opened for its inspection, for its column names and for its rows, and no more', async () => {
    const file = await world(3);
    expect((await file.read()).opened).toBe(3);
    await file.close();
  });

  it('has at most twenty batches on their way', async () => {
    const file = await world(95);
    file.keep(false);
    expect((await file.read()).sent).toEqual(from(0, 20));
    expect(await file.state()).toMatchObject({ status: 'running', batchesSent: 20 });
    expect(file.runtime.said).toContain('run.waiting');
    await file.close();
  });

  it('goes on behind what is counted after a crash that noted nothing, and looks at the file once', async () => {
    const file = await world(95);
    await readerKilledAfter(5, file);
    const { sent, opened } = await file.read();
    // The last complete page is sent again, because it may have been the file's last and short.
    expect(sent).toEqual(from(40, 95));
    // Once for the names of its columns, once for its rows; not a third time for inspection.
    expect(opened).toBe(2);
    expect(await file.state()).toMatchObject({ status: 'completed', batches: 95 });
    await file.close();
  });

  it.each([
    ['by party within windows', window],
    ['as the file has them', undefined],
  ])(
    'gives a batch the same rows whichever reader sends it, and each row to one batch: %s',
    async (_, window) => {
      const subjects = [pharmacy, hospital, stranger];
      const rows = Array.from({ length: 95 * 50 - 7 }, (_, at) =>
        penalty(at + 1, subjects[at % 3] ?? stranger),
      );
      const file = await world(95, { window }, rows);
      await readerKilledAfter(5, file);
      await file.read();
      const numbers = [...file.contents.values()].flatMap(([first = []]) => first.map(({ row }) => row));
      expect(numbers.toSorted((a, b) => a - b)).toEqual(rows.map((_, at) => at + 1));
      const repeated = [...file.contents.values()].filter((times) => times.length > 1);
      expect(repeated).toHaveLength(10);
      for (const [first, second] of repeated) expect(second).toEqual(first);
      await file.close();
    },
  );

  it('is never quiet for so long that the sweep takes it for dead', async () => {
    const file = await world(95);
    await readerKilledAfter(9, file);
    file.slowDown(10_000);
    expect((await file.read()).sent).toEqual(from(80, 95));
    expect(file.longestQuiet()).toBeLessThan(60_000);
    expect(await file.state()).toMatchObject({ status: 'completed', batches: 95 });
    await file.close();
  });

  it('knows the number of batches also when all of them were counted before it was noted', async () => {
    const file = await world(42);
    for (const batch of from(0, 42)) await file.count(batch);
    await file.read();
    expect(await file.state()).toMatchObject({ status: 'completed', batches: 42 });
    await file.close();
  });
});

describe('a list of the court', () => {
  const entry = {
    iname: '平措旺堆',
    cardNum: '54042119991015005X',
    caseCode: '（2026）藏0102执12号',
    courtName: '拉萨市城关区人民法院',
    partyTypeName: '0',
    regDate: '20260109',
    publishDate: '20260313',
    disruptTypeName: '违反财产报告制度',
  };

  it.each<[string, Partial<Run>, boolean]>([
    ['a file', { channel: 'file' }, true],
    ['a file of an older run', {}, true],
    ['a push of records', { channel: 'records' }, false],
    ['a pulled page', { channel: 'pull' }, false],
    ['a pulled page that was agreed to be whole', { channel: 'pull', isWholeList: true }, true],
  ])('is a whole one or not: %s', async (_, run, isWhole) => {
    const file = await readerOf(1, { source: 'court', ...run }, [entry]);
    await file.read();
    const read = await file.state();
    expect([read.template, read.list !== undefined]).toEqual(['defaulters-full', isWhole]);
    await file.close();
  });
});

describe('a run whose batches are among the dead letters', () => {
  it('is read to its end past one of them', async () => {
    const file = await readerOf(95);
    file.lost.add(3);
    expect((await file.read()).sent).toEqual(from(0, 95));
    expect(await file.state()).toMatchObject({ status: 'running', batches: 95 });
    await file.count(3);
    await file.sweep();
    expect((await file.state()).status).toBe('completed');
    await file.close();
  });

  it('gives its reader free where they fill the window, is stuck after an hour, and goes on after the redrive', async () => {
    const file = await readerOf(95);
    for (const batch of [3, 13]) file.lost.add(batch);
    expect((await file.read()).sent).toEqual(from(0, 20));
    file.runtime.pass(30 * 60_000);
    expect(await file.sweep()).toEqual({ resumes: 0, said: [] });
    file.runtime.pass(31 * 60_000);
    expect(await file.sweep()).toEqual({ resumes: 0, said: ['RunStuck'] });
    for (const batch of [3, 13]) await file.count(batch);
    expect(await file.sweep()).toEqual({ resumes: 1, said: [] });
    expect((await file.read()).sent).toEqual(from(20, 95));
    expect((await file.state()).status).toBe('completed');
    await file.close();
  });

  it('is not called stuck while it is counted, however long it takes', async () => {
    const file = await readerOf(95);
    for (const batch of from(0, 10)) await file.count(batch);
    file.runtime.pass(59 * 60_000);
    await file.sweep();
    for (const batch of from(10, 20)) await file.count(batch);
    file.runtime.pass(59 * 60_000);
    expect((await file.sweep()).said).toEqual([]);
    await file.close();
  });
});
