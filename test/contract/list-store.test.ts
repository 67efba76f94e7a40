import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GoneEntry } from '../../lib/feeds/list.ts';
import { createListStore, createMatchStore } from '../../lib/store/list-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the stores of full lists and of matches, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

describe('full lists', () => {
  const gone: GoneEntry = {
    list: 'court.defaulters',
    entry: 'd.n',
    source: 'court',
    wentOn: '2026-06-01',
    runId: 'b',
    previousRunId: 'a',
    state: 'waiting',
    revision: 1,
  };

  it('move on from the head that was read, and keep the entries of each batch', async () => {
    const lists = createListStore(real.table);
    const head = { runId: 'a', startedAt: '2026-06-01', rows: 3 };
    expect(await lists.moveHead('list', undefined, head)).toBe(true);
    expect(await lists.moveHead('list', undefined, head)).toBe(false);
    expect(await lists.moveHead('list', head, { ...head, runId: 'b' })).toBe(true);
    expect(await lists.moveHead('list', head, { ...head, runId: 'c' })).toBe(false);
    const runId = '01RUN0000000000000000000C1';
    await lists.addSeen(runId, 1, [{ entry: 'c.n' }]);
    await lists.addSeen(runId, 0, [{ entry: 'a.n', party: 'p' }, { entry: 'b.n' }]);
    await lists.addSeen(runId, 0, [{ entry: 'a.n', party: 'p' }, { entry: 'b.n' }]);
    const seen = await Array.fromAsync(lists.seen(runId));
    expect(seen.map(({ entry, party }) => `${entry} ${party ?? ''}`)).toEqual(['a.n p', 'b.n ', 'c.n ']);
  });

  it('note a removal once, and let one officer rule on it', async () => {
    const lists = createListStore(real.table);
    const waiting = createWaitingStore(real.table);
    expect(await lists.putGone(gone)).toBe(true);
    expect(await lists.putGone(gone)).toBe(false);
    expect((await waiting.list('R', { prefix: '', limit: 10 })).keys).toHaveLength(1);
    expect(await lists.putGone({ ...gone, state: 'confirmed', revision: 2 })).toBe(true);
    expect(await lists.putGone({ ...gone, state: 'dismissed', revision: 2 })).toBe(false);
    expect((await waiting.list('R', { prefix: '', limit: 10 })).keys).toEqual([]);
    expect(await Array.fromAsync(lists.gone('court.defaulters'))).toMatchObject([{ state: 'confirmed' }]);
  });

  it('find what is missing of a document and name, whoever of its namesakes', async () => {
    const lists = createListStore(real.table);
    const entries = ['doc.name', 'doc.name.abc', 'doc.name.def', 'doc.name2.abc'];
    for (const entry of entries) await lists.putGone({ ...gone, list: 'court.namesakes', entry });
    const found = await lists.goneOf('court.namesakes', 'doc.name');
    expect(found.map(({ entry }) => entry)).toEqual(entries.slice(0, 3));
  });

  it('read what an earlier release decided about a document and name, until it is decided anew', async () => {
    const matches = createMatchStore(real.table);
    const match = { subject: 'doctor.p', comparedWith: [], by: 'o', at: 't' };
    await matches.write('doc.name', match);
    expect(await matches.read('doc.name.abc')).toEqual(match);
    await matches.write('doc.name.abc', undefined);
    expect(await matches.read('doc.name.abc')).toBeUndefined();
    expect(await matches.read('doc.name.def')).toEqual(match);
    await matches.waits('doc.name', 's', 'run.1');
    expect(await matches.waitedBefore('doc.name', 's')).toBe('run.1');
    expect(await matches.waitedBefore('doc.name', 'another statement')).toBeUndefined();
    expect(await matches.waits('doc.name.abc', 's', 'run.2')).toBe('run.2');
  });

  it('remember what was decided about a row, until it is taken back', async () => {
    const matches = createMatchStore(real.table);
    const match = { subject: 'doctor.p', comparedWith: [], by: 'o', at: 't' };
    expect(await matches.read('e')).toBeUndefined();
    await matches.write('e', match);
    expect(await matches.read('e')).toEqual(match);
    await matches.write('e', undefined);
    expect(await matches.read('e')).toBeUndefined();
    expect(await matches.waits('e', 's', 'run.1')).toBe('run.1');
    expect(await matches.waits('e', 's', 'run.1')).toBe('run.1');
    expect(await matches.waits('e', 's', 'later.1')).toBe('run.1');
    expect(await matches.waits('e', 'another statement', 'later.1')).toBe('later.1');
  });
});
