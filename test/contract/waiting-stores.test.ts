import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { GoneEntry } from '../../lib/feeds/list.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { noCounts } from '../../lib/feeds/run.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { createListStore, createMatchStore } from '../../lib/store/list-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import { createRunStore } from '../../lib/store/run-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** What the stores of casework promise, on a real DynamoDB API. */
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

describe('counts of a run', () => {
  const count = (runId: string) => createRunStore(real.table).counts(runId);

  it.each([
    ['a cursor behind everything', { after: '\uFFFDx' }],
    ['a cursor behind the day', { after: '2026-07-01', before: '2026-06-30' }],
  ])('are none behind %s', async (_what, bounds) => {
    expect(await createWaitingStore(real.table).list('Q', { prefix: '', limit: 10, ...bounds })).toEqual({
      keys: [],
    });
  });

  it('follow what quarantined rows became, and what is taken back', async () => {
    const store = createRunStore(real.table);
    const runId = newRun();
    const batch = { batch: 0, isLast: true, unmatchedRows: [9] };
    const counts = { ...noCounts, received: 10, accepted: 5, unmatched: 1, quarantined: 4 };
    await store.countBatch(runId, { ...batch, counts });
    for (const became of ['accepted', 'duplicate', 'unmatched'] as const)
      await store.resolveRow(runId, {
        row: { accepted: 1, duplicate: 2, unmatched: 3 }[became],
        batch: 0,
        became,
      });
    await store.resolveRow(runId, { row: 1, batch: 0, became: 'accepted' });
    const settled = { received: 10, accepted: 6, duplicates: 1, unmatched: 2, quarantined: 1 };
    expect(await count(runId)).toEqual(settled);
    await store.matchLater(runId, 3, 0);
    expect(await count(runId)).toEqual({ ...settled, accepted: 7, unmatched: 1 });
    await store.resolveRow(runId, { row: 1, batch: 0 });
    expect(await count(runId)).toEqual({ ...settled, unmatched: 1, quarantined: 2 });
  });
});

describe('decisions whose subject is unknown', () => {
  let rows = 0;
  const fact = (key: string): DecisionFact =>
    ({
      type: 'decision',
      key,
      document: key.split('.')[1],
      origin: { run: 'r', row: ++rows, source: 'registry', receivedAt: '2026-01-01T00:00:00Z' },
    }) as unknown as DecisionFact;

  it('wait by source and age until they are matched or forgotten, and may come again', async () => {
    const folders = createFolderStore(real.table);
    const waiting = createWaitingStore(real.table);
    const party = 'unknown-party-of-tests' as PartyKey;
    const count = async () => {
      const first = await waiting.list('U', { prefix: 'registry#', limit: 1 });
      const rest = first.next
        ? await waiting.list('U', { prefix: 'registry#', limit: 9, after: first.next })
        : first;
      return first.next ? 1 + rest.keys.length : first.keys.length;
    };
    expect(await folders.addWaitingFact(party, fact('D.a.p.original.c'))).toBe(true);
    expect(await folders.addWaitingFact(party, fact('D.b.p.original.c'))).toBe(true);
    expect(await count()).toBe(2);
    await folders.stopWaiting(party, 'D.a.p.original.c');
    await folders.expireFact(party, 'D.b.p.original.c');
    await folders.expireFact(party, 'D.a.p.original.c');
    expect(await count()).toBe(0);
    const { facts } = await folders.readFolder(party);
    expect(facts.map(({ type }) => type)).toEqual(['decision', 'expired']);
    expect(await folders.addWaitingFact(party, fact('D.a.p.original.c'))).toBe(false);
    expect(await folders.addWaitingFact(party, fact('D.b.p.original.c'))).toBe(true);
  });

  it('finds namesakes by the digest of a name', async () => {
    const folders = createFolderStore(real.table);
    const subject = { party: 'p'.repeat(22) as PartyKey, category: 'doctor' } as const;
    await folders.addName('name', subject);
    await folders.addName('name', subject);
    expect(await folders.subjectsNamed('name')).toEqual([subject]);
    expect(await folders.subjectsNamed('other')).toEqual([]);
  });
});

describe('a guess who is a stranger', () => {
  it('knows whoever has a credit file, of more parties than one request may name', async () => {
    const folders = createFolderStore(real.table);
    const parties = Array.from({ length: 60 }, (_, index) => `party-${index}` as PartyKey);
    const [ours] = parties;
    await folders.putFile({
      ...{ party: ours as PartyKey, category: 'pharmacy', version: 1, revision: 1, scheme: 'uscc' },
      identity: { sealed: 's' as never, digest: 'd', nameDigest: 'n' },
      ...{ status: 'active', sanctions: [], deliveries: {}, leases: {} },
    });
    const found = await folders.likelyStrangers(parties.map((party) => ({ party, scheme: 'uscc' as const })));
    expect(found).toEqual(new Set(parties.slice(1)));
  });
});

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

  it('move on from the head that was read, and keep what each batch held', async () => {
    const lists = createListStore(real.table);
    const head = { runId: 'a', startedAt: '2026-06-01', rows: 3 };
    expect(await lists.moveHead('list', undefined, head)).toBe(true);
    expect(await lists.moveHead('list', undefined, head)).toBe(false);
    expect(await lists.moveHead('list', head, { ...head, runId: 'b' })).toBe(true);
    expect(await lists.moveHead('list', head, { ...head, runId: 'c' })).toBe(false);
    const runId = newRun();
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
