import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionFact, Fact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { AgendaEntry } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { partition, sort } from '../../lib/store/keys.ts';
import { text } from '../../lib/store/table.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The contract of the ports, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let parties = 0;
const newParty = (): PartyKey => `party${String(++parties).padStart(17, '0')}` as PartyKey;

const fact = (key: string): Fact =>
  ({ type: 'alias', key, of: 'x', origin: { run: 'r', row: 1 } }) as unknown as DecisionFact;

const file = (party: PartyKey, change: Partial<FileState> = {}): FileState => ({
  party,
  category: 'pharmacy',
  version: 1,
  revision: 1,
  scheme: 'uscc',
  identity: { sealed: 'sealed' as Sealed, digest: 'digest', nameDigest: 'name' },
  status: 'active',
  sanctions: [],
  deliveries: {},
  leases: {},
  ...change,
});

const pending = (dueAt: string) => ({
  directory: { stage: 'pending' as const, wanted: { version: 1, digest: 'd', at: dueAt }, attempt: 0, dueAt },
});

describe('a store of folders', () => {
  const store = () => createFolderStore(real.table);

  it('keeps a fact once, whoever adds it', async () => {
    const party = newParty();
    expect(await store().addFact(party, fact('A.1'))).toBe(true);
    expect(await store().addFact(party, fact('A.1'))).toBe(false);
    expect((await store().readFolder(party)).facts.map(({ key }) => key)).toEqual(['A.1']);
  });

  it('refuses a folder with a kind of fact that a newer release wrote', async () => {
    const party = newParty();
    await store().addFact(party, { ...fact('Z.1'), type: 'of-the-future' } as never);
    await expect(store().readFolder(party)).rejects.toMatchObject({ code: 'data-newer', retryable: false });
  });

  it('reads facts of earlier releases, which are not compressed', async () => {
    const party = newParty();
    const { key: _, ...body } = fact('A.1');
    await real.table.put({
      pk: text(partition.party(party)),
      sk: text(sort.fact('A.1')),
      body: text(JSON.stringify(body)),
    });
    await store().addFact(party, fact('A.2'));
    expect((await store().readFolder(party)).facts).toEqual([fact('A.1'), fact('A.2')]);
  });

  it('takes a file only from who has read the one before', async () => {
    const party = newParty();
    expect(await store().putFile(file(party))).toBe(true);
    expect(await store().putFile(file(party))).toBe(false);
    expect(await store().putFile(file(party, { revision: 3 }))).toBe(false);
    expect(await store().putFile(file(party, { revision: 2, version: 2 }))).toBe(true);
    expect(await store().readFile({ party, category: 'pharmacy' })).toMatchObject({
      revision: 2,
      version: 2,
    });
  });

  it('of many writers at once lets exactly one through', async () => {
    const party = newParty();
    const written = await Promise.all(Array.from({ length: 10 }, () => store().putFile(file(party))));
    expect(written.filter(Boolean)).toHaveLength(1);
  });

  it('never replaces a link by one projected from fewer facts', async () => {
    const party = newParty();
    const link = (drawnFrom: number) => ({ person: 'p' as PartyKey, drawnFrom, entries: [] });
    expect(await store().putLink(party, link(2))).toBe(true);
    expect(await store().putLink(party, link(1))).toBe(false);
    expect(await store().putLink(party, link(3))).toBe(true);
  });

  it('leases a file to one sender a receiver, until the lease runs out', async () => {
    const party = newParty();
    await store().putFile(file(party));
    const subject = { party, category: 'pharmacy' as const };
    const now = new Date('2026-06-01T00:00:00Z');
    const until = new Date('2026-06-01T00:01:00Z');
    const lease = (sender: string, at = now) =>
      store().lease(subject, 'directory', { sender, now: at, until });
    expect((await lease('a'))?.revision).toBe(2);
    expect(await lease('b')).toBeUndefined();
    expect((await store().lease(subject, 'settlement', { sender: 'b', now, until }))?.leases).toHaveProperty(
      'settlement',
    );
    expect(await lease('c', new Date('2026-06-01T00:02:00Z'))).toBeDefined();
  });

  it('finds what is due, and nothing once it is in sync', async () => {
    const party = newParty();
    await store().putFile(file(party, { deliveries: pending('2026-06-01T00:00:00.000Z') }));
    const due = async (until: string) =>
      (
        await Promise.all(
          Array.from({ length: 8 }, (_, shard) => store().due({ shard, until: `${until}#~`, limit: 100 })),
        )
      )
        .flat()
        .filter((entry) => entry.kind === 'file' && entry.subject.party === party);
    expect(await due('2026-05-31T00:00:00.000Z')).toEqual([]);
    expect(await due('2026-06-01T00:00:00.000Z')).toMatchObject([
      { about: 'd', subject: { category: 'pharmacy' } },
    ]);
    await store().putFile(file(party, { revision: 2 }));
    expect(await due('2027-01-01T00:00:00.000Z')).toEqual([]);
  });

  it('goes on in the agenda behind an entry, also where many have one instant and the entry has moved', async () => {
    const parties = Array.from({ length: 40 }, newParty);
    const at = '2026-05-01T00:00:00.000Z';
    for (const party of parties) await store().putFile(file(party, { deliveries: pending(at) }));
    const found: string[] = [];
    for (let shard = 0; shard < 8; shard++) {
      let after: AgendaEntry | undefined;
      do {
        [after] = await store().due({ shard, until: `${at}#~`, limit: 1, after });
        if (after?.kind !== 'file') continue;
        found.push(after.subject.party);
        await store().putFile(file(after.subject.party, { revision: 2 }));
      } while (after);
    }
    expect(found.sort()).toEqual(parties.sort());
  });

  it('keeps a sheet for ever, and gives back the same bytes', async () => {
    const party = newParty();
    const sheet = { category: 'pharmacy' as const, version: 1, hash: '1.core.body', body: '{"x":"药"}' };
    await store().addSheet(party, sheet);
    await store().addSheet(party, sheet);
    expect(await store().readSheet({ party, category: 'pharmacy' }, '1.core.body')).toBe('{"x":"药"}');
  });

  it('keeps a sheet that is larger than an item, as a whole or not at all', async () => {
    const party = newParty();
    const body = JSON.stringify(
      Array.from({ length: 30_000 }, (_, at) => createHash('sha256').update(`${at}`).digest('hex')),
    );
    const sheet = { category: 'pharmacy' as const, version: 12, hash: '12.core.body', body };
    const small = { ...sheet, version: 11, hash: '11.core.body', body: '{"x":"药"}' };
    let left = 3;
    const stopped = createFolderStore({
      ...real.table,
      put: async (...put) => {
        if (left-- === 0) throw new Error('stopped');
        return real.table.put(...put);
      },
    });
    await expect(stopped.addSheet(party, sheet)).rejects.toThrow('stopped');
    const subject = { party, category: 'pharmacy' as const };
    expect(await store().readSheet(subject, sheet.hash)).toBeUndefined();
    expect((await store().readSheets(subject)).size).toBe(0);
    for (const _time of [1, 2]) await store().addSheet(party, sheet);
    await store().addSheet(party, small);
    expect(await store().readSheet(subject, sheet.hash)).toBe(body);
    expect(await store().readSheets(subject)).toEqual(
      new Map([
        [small.hash, small.body],
        [sheet.hash, body],
      ]),
    );
  });

  it('goes through all files, a page at a time', async () => {
    const seen = new Set<string>();
    let after: string | undefined;
    do {
      const page = await store().scanFiles({ limit: 3, ...(after && { after }) });
      for (const { party } of page.files) seen.add(party);
      after = page.next;
    } while (after);
    expect(seen.size).toBeGreaterThanOrEqual(4);
  });
});
