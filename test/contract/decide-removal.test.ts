import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirmRemoval,
  dismissRemoval,
  type RemovalDeps,
  undoRemoval,
} from '../../functions/work-quarantine/decide-removal.ts';
import { decisionFact } from '../../lib/application/intake/facts.ts';
import { decisionStates } from '../../lib/credit-file/facts/decision-state.ts';
import { folderDigestOf } from '../../lib/credit-file/projection/project-folder.ts';
import type { GoneEntry } from '../../lib/feeds/list.ts';
import { listEntryOf } from '../../lib/feeds/list-entry.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { day } from '../../lib/shared/day.ts';
import { createListStore } from '../../lib/store/list-store.ts';
import { createProposalStore } from '../../lib/store/proposal-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openMemoryTable } from '../support/memory-table.ts';
import type { TestTable } from '../support/test-table.ts';

/** Officers' decisions about suspected removals, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openMemoryTable();
});
afterAll(() => real.close());

const list = 'court.defaulters-full';
const id = '91540100MA6T1000XP';
let listings = 0;

const listing = (number: number): DecisionRecord =>
  ({
    type: 'decision',
    subject: { scheme: 'uscc', id, name: '拉萨测试大药房有限公司' },
    documentNumber: `（2026）藏0102执${number}号`,
    authority: { kind: 'court', name: '拉萨市城关区人民法院' },
    decidedOn: day('2026-03-02'),
    status: 'original',
    content: { kind: 'listing', list: 'judgment-defaulter', listedOn: day('2026-03-02') },
    usage: 'public',
  }) as DecisionRecord;

/** A listing that is missing from the newest list. */
async function openRemoval() {
  const intake = openIntake(real.table);
  const { runtime, vault, ports, folders, keep } = intake;
  const lists = createListStore(real.table);
  const record = listing(++listings);
  await keep(record);
  const { party, fact } = decisionFact(record, { source: 'court' } as never, vault);
  const entry = listEntryOf(fact);
  const gone: GoneEntry = {
    list,
    entry,
    source: 'court',
    party,
    wentOn: '2026-06-08',
    runId: `01RUN${String(listings).padStart(21, '0')}`,
    previousRunId: '01RUN000000000000000000000',
    state: 'waiting',
    revision: 1,
  };
  await lists.putGone(gone);
  const deps: RemovalDeps = { runtime, vault, ports, lists };
  const read = async (): Promise<GoneEntry> => (await lists.readGone(list, entry)) as GoneEntry;
  return {
    runtime,
    deps,
    lists,
    read,
    confirm: async (by = 'bureau', over: Partial<RemovalDeps> = {}) =>
      confirmRemoval(
        await read(),
        { reason: '已核实', by },
        { ...deps, proposals: createProposalStore(real.table), ...over },
      ),
    dismiss: async (by = 'bureau') => dismissRemoval(await read(), { reason: '仍在名单', by }, deps),
    undo: async (by = 'bureau', over: Partial<RemovalDeps> = {}) => {
      runtime.pass(1000);
      return undoRemoval(await read(), { reason: '看错了', by }, { ...deps, ...over });
    },
    register: () =>
      keep({
        type: 'registration',
        subject: { category: 'pharmacy', scheme: 'uscc', id, name: '拉萨测试大药房有限公司' },
        status: 'active',
      }),
    /** The ports of a call that is stopped before it writes a file. */
    stopped: {
      ports: { ...ports, store: { ...folders, putFile: () => Promise.reject(new Error('killed')) } },
    },
    async isWhole(): Promise<boolean> {
      const folder = await folders.readFolder(party);
      return [...folder.files.values()].every(({ folderDigest }) => folderDigest === folderDigestOf(folder));
    },
    /** Whether the listing is removed, by the facts. */
    async isRemoved(): Promise<boolean> {
      const { facts } = await folders.readFolder(party);
      const state = decisionStates(facts).find(({ document }) => document === fact.document);
      return state?.fact.content.kind === 'listing' && state.fact.content.removedOn !== undefined;
    },
    async waits(): Promise<boolean> {
      const { keys } = await createWaitingStore(real.table).list('R', { prefix: 'court#', limit: 1000 });
      return keys.some((key) => key.entry === entry);
    },
  };
}

const outcome = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('a suspected removal that is confirmed and dismissed at once', () => {
  it.each(['bureau', 'another bureau'])('has one decision, and the facts agree: by %s', async (other) => {
    for (let race = 0; race < 30; race++) {
      const { confirm, dismiss, read, isRemoved } = await openRemoval();
      const said = await Promise.all([outcome(confirm()), outcome(dismiss(other))]);
      expect(said.filter((word) => word === 'done')).toHaveLength(1);
      const { state } = await read();
      expect(state).toBe(said[0] === 'done' ? 'confirmed' : 'dismissed');
      expect(await isRemoved()).toBe(state === 'confirmed');
    }
  });
});

describe('a decision about a suspected removal', () => {
  it('that is undone leaves the listing in effect, and the removal waits again', async () => {
    const { confirm, dismiss, undo, read, isRemoved, waits } = await openRemoval();
    await confirm();
    expect([await isRemoved(), await waits()]).toEqual([true, false]);
    await undo();
    expect((await read()).state).toBe('waiting');
    expect([await isRemoved(), await waits()]).toEqual([false, true]);
    await confirm();
    expect(await isRemoved()).toBe(true);
    await undo();
    await dismiss();
    expect(await outcome(confirm())).toBe('removal-decided');
    await undo();
    expect([(await read()).state, await isRemoved(), await waits()]).toEqual(['waiting', false, true]);
    expect((await read()).decisions?.map(({ kind }) => kind)).toEqual([
      ...['correction', 'undo', 'correction', 'undo', 'dismissal', 'undo'],
    ]);
    expect(await outcome(undo())).toBe('not-decided');
  });

  it('whose undoing was stopped before the file was written is undone when that is repeated', async () => {
    const { register, confirm, undo, isRemoved, isWhole, stopped } = await openRemoval();
    await register();
    await confirm();
    await expect(undo('bureau', stopped)).rejects.toThrow('killed');
    expect(await isWhole()).toBe(false);
    await undo();
    expect(await isRemoved()).toBe(false);
    expect(await isWhole()).toBe(true);
  });

  it('that broke off waits on, and is taken up again after a minute by the same or by another decision', async () => {
    const { confirm, dismiss, read, isRemoved, waits, lists, runtime, undo } = await openRemoval();
    const dies: RemovalDeps['lists'] = {
      ...lists,
      putGone: async (next) => {
        if (next.state !== 'deciding') throw new Error('the power went');
        return lists.putGone(next);
      },
    };
    expect(await outcome(confirm('bureau', { lists: dies }))).toContain('the power went');
    expect([(await read()).state, await isRemoved(), await waits()]).toEqual(['deciding', true, true]);
    expect(await outcome(dismiss('bureau'))).toBe('row-busy');
    expect(await outcome(undo('another'))).toBe('row-busy');
    runtime.pass(61_000);
    await dismiss('another');
    expect([(await read()).state, await isRemoved(), await waits()]).toEqual(['dismissed', false, false]);
    await undo();
    expect(await outcome(confirm('bureau', { lists: dies }))).toContain('the power went');
    await confirm('bureau');
    expect([(await read()).state, await isRemoved()]).toEqual(['confirmed', true]);
  });

  it('is carried out although its item was sealed again meanwhile', async () => {
    const { confirm, lists, read } = await openRemoval();
    let isFirst = true;
    const contended: RemovalDeps['lists'] = {
      ...lists,
      putGone: async (next) => {
        if (next.state === 'deciding' || !isFirst) return lists.putGone(next);
        isFirst = false;
        const now = await read();
        await lists.putGone({ ...now, revision: now.revision + 1 });
        return lists.putGone(next);
      },
    };
    await confirm('bureau', { lists: contended });
    expect((await read()).state).toBe('confirmed');
  });

  it('of an earlier release can be undone, although it does not name what it added', async () => {
    const { confirm, lists, read, undo, isRemoved } = await openRemoval();
    await confirm();
    const { decisions: _none, ...earlier } = await read();
    await lists.putGone({ ...earlier, revision: earlier.revision + 1 });
    await undo();
    expect([(await read()).state, await isRemoved()]).toEqual(['waiting', false]);
  });
});
