import { describe, expect, it } from 'vitest';
import { splitRun } from '../../../../functions/read-feed/split-run.ts';
import { sweepRun } from '../../../../functions/sweep/sweep-run.ts';
import type { Sealed } from '../../../../lib/credit-file/facts/subject.ts';
import { partRunId } from '../../../../lib/feeds/part-runs.ts';
import { canBeSplit, canBeWhole, type Run } from '../../../../lib/feeds/run.ts';
import { createVault } from '../../../../lib/runtime/vault.ts';
import { createRunList } from '../../../../lib/store/run-list.ts';
import { createRunStore } from '../../../../lib/store/run-store.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';
import { rawZip } from '../../../support/raw-zip.ts';
import { openTestTable } from '../../../support/test-table.ts';

const archiveRun: Run = {
  runId: '01RUN00000000000000000000A',
  source: 'market-supervision',
  by: 'tests',
  person: 'somebody',
  division: '540100',
  status: 'running',
  startedAt: '2026-06-30T03:00:00.000Z',
  ignoredColumns: [],
  batchesSent: 0,
  movedAt: '2026-06-30T03:00:00.000Z',
};
const bytes = rawZip(
  { name: '一.csv', content: '1' },
  { name: '坏.csv', content: 'x', checksum: 1 },
  { name: '二.csv', content: '2' },
);
const file = {
  bytes: bytes.length,
  async *open() {
    yield bytes;
  },
};

class Stopped extends Error {}

/** A reader that stops at the so-manieth of its writes, before or after it is done. */
async function world() {
  const real = await openTestTable();
  const stored = new Map<string, string>();
  let puts = 0;
  let left = Number.POSITIVE_INFINITY;
  let isDoneBefore = false;
  const stopping =
    <Given extends unknown[], Answer>(write: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      if (left === 0 && !isDoneBefore) throw new Stopped();
      const answer = await write(...given);
      if (left-- === 0) throw new Stopped();
      return answer;
    };
  const runs = createRunStore(real.table);
  const vault = createVault({
    pepper: Buffer.alloc(32, 1),
    dataKeys: new Map([[1, Buffer.alloc(32, 2)]]),
  });
  const runtime = fakeRuntime();
  const deps = {
    runtime,
    vault,
    runs: { ...runs, create: stopping(runs.create), update: stopping(runs.update) },
    bucket: {
      size: async (id: string) => stored.get(id)?.length,
      put: stopping(async (id: string, body: Uint8Array) => {
        puts++;
        stored.set(id, Buffer.from(body).toString());
      }),
    },
  };
  await runs.create(archiveRun);
  return {
    ...{ runs, stored, vault, runtime, deps },
    puts: () => puts,
    list: createRunList(real.table),
    /** Reads the archive, and stops at a write; false when there were fewer. */
    async split(stopAt = Number.POSITIVE_INFINITY, isDone = false): Promise<boolean> {
      [left, isDoneBefore] = [stopAt, isDone];
      try {
        await splitRun(archiveRun, { file, known: { format: 'zip' } }, deps);
        return false;
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        return true;
      } finally {
        left = Number.POSITIVE_INFINITY;
      }
    },
    close: () => real.close(),
  };
}

const partIds = [0, 1, 2].map((place) => partRunId(archiveRun.runId, place));

async function checkSplit({ runs, stored, vault, list }: Awaited<ReturnType<typeof world>>): Promise<void> {
  expect(await runs.read(archiveRun.runId)).toMatchObject({
    status: 'completed',
    format: 'zip',
    parts: partIds,
    batches: 0,
    counts: { received: 0 },
  });
  const parts = await Promise.all(partIds.map((runId) => runs.read(runId)));
  const partOf = { runId: archiveRun.runId, files: 3 };
  const { source, by, person, division } = archiveRun;
  expect(parts).toMatchObject([
    { source, by, person, division, partOf, status: 'running', startedAt: '2026-06-30T03:00:00.001Z' },
    { partOf, status: 'failed', problem: { code: 'broken-zip' }, startedAt: '2026-06-30T03:00:00.002Z' },
    { partOf, status: 'running', startedAt: '2026-06-30T03:00:00.003Z' },
  ]);
  const names = parts.map((part) => part?.sealedName && vault.open(part.sealedName as Sealed, part.runId));
  expect(names).toEqual(['一.csv', '坏.csv', '二.csv']);
  expect([...stored].toSorted()).toEqual([
    [partIds[0], '1'],
    [partIds[2], '2'],
  ]);
  expect(await list.newest(['market-supervision'], { limit: 9 })).toEqual([
    ...partIds.toReversed(),
    archiveRun.runId,
  ]);
}

describe('an archive of files', () => {
  it('becomes a run for each file, and the one that is damaged fails alone', async () => {
    const archive = await world();
    await archive.split();
    await checkSplit(archive);
    expect(archive.runtime.said.filter((said) => said === 'RunFailed')).toHaveLength(1);
    await archive.close();
  });

  it.each([
    ['before', false],
    ['after', true],
  ])('is complete after a stop %s any write, and after a repetition', async (_when, isDone) => {
    for (let stopAt = 0; ; stopAt++) {
      const archive = await world();
      const isStopped = await archive.split(stopAt, isDone);
      await archive.split();
      await checkSplit(archive);
      await archive.split();
      await checkSplit(archive);
      expect(archive.puts()).toBe(2);
      await archive.close();
      if (!isStopped) return expect(stopAt).toBeGreaterThan(9);
    }
  });

  it('leaves what its runs have become as it is when its message comes again', async () => {
    const archive = await world();
    await archive.split(9);
    const [first = ''] = partIds;
    await archive.runs.update(first, { status: 'completed' }, ['running']);
    await archive.split();
    expect(await archive.runs.read(first)).toMatchObject({ status: 'completed' });
    await archive.close();
  });

  it('has no file failed as never uploaded while its reader is away', async () => {
    const archive = await world();
    await archive.split(1);
    archive.runtime.pass(48 * 3_600_000);
    const queue = { send: async () => undefined, depth: async () => 0 };
    await sweepRun(partIds[0] ?? '', { ...archive.deps, objects: queue, comparisons: queue });
    expect(await archive.runs.read(partIds[0] ?? '')).toMatchObject({ status: 'running' });
    await archive.split();
    await checkSplit(archive);
    await archive.close();
  });
});

it('only a file that was sent is taken apart, once', () => {
  const partOf = { runId: 'x', files: 1 };
  expect(canBeSplit(archiveRun)).toBe(true);
  expect(canBeSplit({ ...archiveRun, channel: 'pull' })).toBe(false);
  expect(canBeSplit({ ...archiveRun, partOf })).toBe(false);
});

it('a file of an archive is a whole list only when it is the only one', () => {
  const ofFiles = (files: number): Run => ({ ...archiveRun, partOf: { runId: 'x', files } });
  expect([ofFiles(1), ofFiles(2)].map(canBeWhole)).toEqual([true, false]);
});
