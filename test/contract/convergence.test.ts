import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beginOrWait } from '../../lib/application/deliveries/begin-comparison.ts';
import { receiverIdOf } from '../../lib/application/deliveries/file-says.ts';
import { isComplete } from '../../lib/convergence/comparison.ts';
import type { Delivery } from '../../lib/credit-file/projection/delivery-state.ts';
import { createVault } from '../../lib/runtime/vault.ts';
import { comparisonWrites, killedAt, openComparing, syncedFile } from '../support/comparing.ts';
import { openMemoryTable } from '../support/memory-table.ts';
import type { TestTable } from '../support/test-table.ts';

let opened: TestTable;
let world: ReturnType<typeof openComparing>;
beforeEach(async () => {
  opened = await openMemoryTable();
  world = openComparing(opened.table);
});
afterEach(() => opened.close());

const at = '2026-06-29T04:00:00.000Z';
const waiting: Delivery = {
  stage: 'pending',
  wanted: { version: 4, digest: 'e', at },
  attempt: 1,
  dueAt: '2026-06-30T04:10:00.000Z',
  pendingSince: at,
};
const givenUp: Delivery = { stage: 'given-up', wanted: { version: 4, digest: 'e', at }, attempt: 12 };
const withdrawn: Delivery = { stage: 'settled', wanted: { version: 2, at }, attempt: 0 };

/** Files of which each differs in its own way, and one that is equal. */
async function plant(): Promise<void> {
  const { directory, settlement } = world.held;
  const idOf = (n: number) => receiverIdOf('directory', syncedFile(n));
  for (let n = 1; n <= 8; n++) await world.add(syncedFile(n));
  directory.delete(idOf(2));
  directory.set(idOf(3), { ...directory.get(idOf(3)), grade: 'C', version: 3 });
  directory.set(idOf(4), { ...directory.get(idOf(4)), version: 1 });
  directory.set(idOf(5), { ...directory.get(idOf(5)), version: 9 });
  directory.set('17b1b6a5-0000-8000-8000-000000000000', { recordId: 'x', version: 1, name: '他人' });
  await world.add(syncedFile(10, { deliveries: { directory: waiting } }));
  await world.add(syncedFile(11, { deliveries: { directory: givenUp } }));
  await world.add(syncedFile(12, { gradeInForce: undefined, deliveries: { directory: withdrawn } }));
  // A table that was restored: the file never wanted what the settlement system has.
  settlement.set(receiverIdOf('settlement', syncedFile(1)), { version: 5, psn_name: '药店1' });
}

const causesOf = async (id: string) => {
  const found = await world.found(id);
  return Object.fromEntries(found.map(({ cause, subject }) => [cause, subject?.slice(-2) ?? 'nobody']));
};
const planted = {
  'missing-there': 'p2',
  'other-content': 'p3',
  'older-revision': 'p4',
  'newer-revision': 'p5',
  'given-up': '11',
  'unowned-there': 'nobody',
};

describe('a comparison', () => {
  it('says of each subject at each receiver: equal, in flight, or different with its cause', async () => {
    await plant();
    const id = await world.begin();
    await world.work(id);
    const { parts, ...head } = await world.read(id);
    expect([head.phase, isComplete({ ...head, parts })]).toEqual(['ended', true]);
    expect(parts.directory?.counts).toMatchObject({ equal: 4, inFlight: 1, different: 7 });
    expect(parts.directory?.oldestInFlight).toBe(at);
    expect(parts.settlement?.counts).toMatchObject({ equal: 10, different: 1, causes: { 'extra-there': 1 } });
    expect(await causesOf(id)).toEqual({ ...planted, 'extra-there': 'p1' });
    const found = await world.found(id);
    expect(found.find(({ cause }) => cause === 'other-content')?.fields).toEqual(['grade']);
    expect(found.find(({ cause }) => cause === 'unowned-there')).toMatchObject({
      recordId: '17b1b6a5-0000-8000-8000-000000000000',
      versionThere: 1,
    });
    // It changed nothing.
    expect(world.hinted).toEqual([]);
  });

  it('that repairs delivers again what a file knows, with a version that the receiver takes', async () => {
    await plant();
    await world.work(await world.begin({ repairs: true }));
    const delivered = [1, 2, 3, 4, 5].map((n) => syncedFile(n).party);
    expect(world.hinted.map((text) => text.split(' ')[1]).sort()).toEqual(
      [...delivered, syncedFile(12).party].sort(),
    );
    const versionOf = async (n: number, receiver: 'directory' | 'settlement' = 'directory') =>
      (await world.folders.readFile(syncedFile(n)))?.deliveries[receiver];
    expect(await versionOf(2)).toMatchObject({ stage: 'pending', wanted: { version: 3 } });
    expect(await versionOf(3)).toMatchObject({ stage: 'pending', wanted: { version: 4 } });
    expect(await versionOf(5)).toMatchObject({ stage: 'pending', wanted: { version: 10 } });
    expect(await versionOf(1, 'settlement')).toMatchObject({ stage: 'pending', wanted: { version: 6 } });
    expect((await versionOf(1, 'settlement'))?.wanted.digest).toBeUndefined();
    expect(await versionOf(11)).toMatchObject({ stage: 'given-up' });
  });

  it('calls in flight what was acknowledged after its list was read', async () => {
    const file = await world.add(syncedFile(1));
    world.held.directory.clear();
    const id = await world.begin({ receivers: ['directory'] });
    const later = new Date(world.runtime.clock().getTime() + 1000).toISOString();
    const acknowledged = { version: 4, digest: 'e', at: later };
    const delivered: Delivery = { stage: 'settled', wanted: acknowledged, acknowledged, attempt: 0 };
    await world.folders.putFile({ ...file, revision: 2, deliveries: { directory: delivered } });
    await world.work(id);
    expect((await world.read(id)).parts.directory?.counts).toMatchObject({ inFlight: 1, different: 0 });
  });

  it('compares only what a receiver shows', async () => {
    const { recordId, version } = { recordId: receiverIdOf('directory', syncedFile(1)), version: 3 };
    await world.add(syncedFile(1));
    world.held.directory.set(recordId, { recordId, version });
    const id = await world.begin({ receivers: ['directory'] });
    await world.work(id);
    expect((await world.read(id)).parts.directory).toMatchObject({ shown: [], counts: { equal: 1 } });
  });
});

describe('a comparison whose worker is killed', () => {
  const result = async (id: string) => {
    const { parts } = await world.read(id);
    return { counts: parts.directory?.counts, found: await causesOf(id) };
  };
  const receivers = ['directory'] as const;

  it.each(['before', 'after'] as const)('%s any of its writes goes on and finds the same', async (when) => {
    await plant();
    const undisturbed = await world.begin({ receivers });
    const all = { of: 0 };
    await world.work(undisturbed, {
      comparisons: killedAt(world.comparisons, { writes: comparisonWrites, n: 0, when, count: all }),
    });
    const expected = await result(undisturbed);
    expect(all.of).toBeGreaterThan(20);
    for (let n = 1; n <= all.of; n++) {
      const id = await world.begin({ receivers });
      const killed = killedAt(world.comparisons, { writes: comparisonWrites, n, when, count: { of: 0 } });
      await expect(world.work(id, { comparisons: killed })).rejects.toThrow('killed');
      await world.work(id);
      expect(await result(id)).toEqual(expected);
      expect((await world.comparisons.current())?.isEnded).toBe(true);
    }
  });

  it.each(['before', 'after'] as const)('%s a repair still says what it found before', async (when) => {
    await plant();
    const id = await world.begin({ repairs: true });
    const folders = killedAt(world.folders, { writes: ['putFile'], n: 3, when, count: { of: 0 } });
    await expect(world.work(id, { folders })).rejects.toThrow('killed');
    await world.work(id);
    expect(await causesOf(id)).toMatchObject(planted);
    const files = await Promise.all([2, 3, 4, 5, 12].map((n) => world.folders.readFile(syncedFile(n))));
    expect(files.map((file) => file?.deliveries.directory?.stage)).toEqual(Array(5).fill('pending'));
  });

  it('goes on in the next call when the time of this one is over', async () => {
    await plant();
    const id = await world.begin();
    for (let calls = 0; calls < 20 && (await world.comparisons.current())?.isEnded === false; calls++) {
      let left = 2;
      await world.work(id, {}, () => (left-- > 0 ? 900_000 : 0));
    }
    expect(world.sent).toContain(JSON.stringify({ comparison: id }));
    expect(await causesOf(id)).toMatchObject(planted);
  });
});

describe('two comparisons', () => {
  it('never run at once: the second one waits and then begins', async () => {
    await world.add(syncedFile(1));
    const id = await world.begin();
    expect(await world.begin()).toBe(id);
    const order = { startedAt: at, repairs: true, receivers: ['settlement'] as const };
    expect(
      await beginOrWait(order, { comparisons: world.comparisons, newId: () => 'unused' }),
    ).toBeUndefined();
    await world.work(id);
    const current = await world.comparisons.current();
    expect(current).toMatchObject({ isEnded: false, order: { repairs: true, receivers: ['settlement'] } });
    expect(world.sent).toEqual([JSON.stringify({ comparison: current?.id })]);
    await world.work(current?.id ?? '');
    expect(await world.comparisons.current()).toMatchObject({ isEnded: true });
  });

  it('of one id do the work once: the slower worker stops', async () => {
    await plant();
    const id = await world.begin();
    await Promise.all([world.work(id), world.work(id)]);
    await world.work(id);
    expect((await world.read(id)).parts.directory?.counts).toMatchObject({ equal: 4, different: 7 });
    expect(await causesOf(id)).toMatchObject(planted);
  });

  it('begin anew when another data key seals, under which nothing that was put aside is equal', async () => {
    await plant();
    const id = await world.begin({ receivers: ['directory'] });
    let left = 2;
    await world.work(id, {}, () => (left-- > 0 ? 900_000 : 0));
    expect((await world.read(id)).attempt).toBe(1);
    const newer = createVault({
      pepper: Buffer.alloc(32, 1),
      dataKeys: new Map([
        [1, Buffer.alloc(32, 2)],
        [2, Buffer.alloc(32, 3)],
      ]),
    });
    await world.work(id, { maker: { ...world.deps.maker, vault: newer } });
    expect(await world.read(id)).toMatchObject({ attempt: 2, keyNumber: 2, phase: 'ended' });
    expect((await world.read(id)).parts.directory?.counts).toMatchObject({ equal: 4, different: 7 });
  });

  it('begin anew when rows that were put aside are not as they were written', async () => {
    await plant();
    const id = await world.begin({ receivers: ['directory'] });
    let isSpoilt = false;
    const comparisons = {
      ...world.comparisons,
      async *aside(place: Parameters<typeof world.comparisons.aside>[0]) {
        for await (const block of world.comparisons.aside(place)) {
          if (!isSpoilt && place.side === 'held') isSpoilt = true;
          else yield block;
        }
      },
    };
    await world.work(id, { comparisons });
    expect(world.runtime.said).toContain('reconciliation.restarted');
    expect((await world.read(id)).parts.directory?.counts).toMatchObject({ equal: 4, different: 7 });
    expect(await causesOf(id)).toMatchObject(planted);
  });
});
