import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cursorOf } from '../../functions/steer-deliveries/delivery-cursor.ts';
import { listDeliveries } from '../../functions/steer-deliveries/list-deliveries.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { day } from '../../lib/shared/day.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { agendaShardOf, partition } from '../../lib/store/keys.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** More entries in one shard than one read of the agenda returns. */
const changing = 450;
const givenUpAt = '2026-06-01T00:00:00.000Z';

let real: TestTable;
const store = () => createFolderStore(real.table);

let parties = 0;
/** A party whose agenda entries are in shard 3. */
function partyOfShard(): PartyKey {
  for (;;) {
    const party = `party${String(++parties).padStart(17, '0')}` as PartyKey;
    if (agendaShardOf(partition.party(party)) === 'A3') return party;
  }
}

const file = (change: Partial<FileState> = {}): FileState => ({
  party: partyOfShard(),
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

const wanted = { version: 1, digest: 'd', at: givenUpAt };
const givenUp = { stage: 'given-up', wanted, attempt: 9 } as const;
const inSync = { stage: 'settled', wanted, attempt: 0 } as const;
const pending = { stage: 'pending', wanted, attempt: 1, dueAt: '2027-01-01T00:00:00.000Z' } as const;

const changesOn = day('2026-12-31');
const alone = file({ deliveries: { directory: givenUp } });
const twice = file({ deliveries: { directory: givenUp, settlement: givenUp } });
const changingLater = file({ changesOn: day('2099-01-01'), deliveries: { directory: givenUp } });
const waiting = file({ deliveries: { directory: pending, settlement: givenUp } });

beforeAll(async () => {
  real = await openTestTable();
  const others = Array.from({ length: changing }, () =>
    file({ changesOn, deliveries: { directory: inSync } }),
  );
  await Promise.all([alone, twice, changingLater, waiting, ...others].map((one) => store().putFile(one)));
});
afterAll(() => real.close());

type Filter = Omit<Parameters<typeof listDeliveries>[0], 'after' | 'limit'>;

/** Ids of a list, page by page. */
async function pagesOf(filter: Filter, limit = 200): Promise<string[][]> {
  const pages: string[][] = [];
  let next: string | undefined;
  do {
    const after = next === undefined ? undefined : cursorOf(next, filter.state);
    const page = await listDeliveries({ ...filter, limit, after }, store());
    pages.push(page.deliveries.map(({ id }) => id));
    next = page.next;
  } while (next);
  return pages;
}

const idOf = (receiver: string, { party }: FileState): string => `${receiver}.pharmacy.${party}`;
const allGivenUp = [
  idOf('directory', alone),
  idOf('directory', twice),
  idOf('settlement', twice),
  idOf('directory', changingLater),
  idOf('settlement', waiting),
].sort();

describe('a list of deliveries by state', () => {
  it('finds what was given up, however many files of its shard merely change later', async () => {
    expect((await pagesOf({ state: 'given-up' })).flat().sort()).toEqual(allGivenUp);
  });

  it('has at once what waits for nothing but a person', async () => {
    const [first] = await pagesOf({ state: 'given-up' }, 3);
    expect(first?.sort()).toEqual(
      [idOf('directory', alone), idOf('directory', twice), idOf('settlement', twice)].sort(),
    );
  });

  it.each([1, 2, 3])('is whole and without repetition in pages of %i', async (limit) => {
    const pages = await pagesOf({ state: 'given-up' }, limit);
    expect(Math.max(...pages.map(({ length }) => length))).toBe(limit);
    expect(pages.flat().sort()).toEqual(allGivenUp);
  });

  it('is of one receiver, where it is asked for', async () => {
    expect((await pagesOf({ state: 'given-up', receiver: 'settlement' })).flat().sort()).toEqual(
      [idOf('settlement', twice), idOf('settlement', waiting)].sort(),
    );
    expect((await pagesOf({ state: 'pending' })).flat()).toEqual([idOf('directory', waiting)]);
    expect((await pagesOf({ state: 'pending' }, 1)).flat()).toEqual([idOf('directory', waiting)]);
    expect((await pagesOf({ state: 'pending', receiver: 'settlement' })).flat()).toEqual([]);
    expect((await pagesOf({ state: 'held' })).flat()).toEqual([]);
  });
});

describe('a list of all deliveries', () => {
  it.each([7, 1000])(
    'has each once, in pages of at most %i',
    async (limit) => {
      const pages = await pagesOf({}, limit);
      expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(limit);
      const ids = pages.flat();
      expect(ids).toHaveLength(changing + 6);
      expect(new Set(ids).size).toBe(ids.length);
    },
    60_000,
  );

  it('has what both sides agree on', async () => {
    expect((await pagesOf({ state: 'settled' })).flat()).toHaveLength(changing);
  });
});

describe('a cursor', () => {
  const cursorText = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const entry = { kind: 'file', subject: { party: alone.party, category: 'pharmacy' } };

  it('of another list is none', async () => {
    const { next = '' } = await listDeliveries({ state: 'given-up', limit: 1 }, store());
    expect(cursorOf(next, 'given-up')).toBeDefined();
    expect(cursorOf(next, undefined)).toBeUndefined();
    expect(cursorOf(next, 'pending')).toBeUndefined();
  });

  it.each([
    ['no text of ours', 'x'],
    ['nothing', ''],
    ['an object of something else', cursorText({ a: 1 })],
    ['a shard that is not there', cursorText({ agenda: { stretch: 16 } })],
    [
      'a place outside of its part',
      cursorText({ agenda: { stretch: 0, entry: { ...entry, at: '2026', about: 'c' } } }),
    ],
    ['a place without a key', cursorText({ agenda: { stretch: 8, entry: { ...entry, at: '', about: '' } } })],
    [
      'a category that is not there',
      cursorText({
        agenda: {
          stretch: 8,
          entry: { kind: 'file', subject: { party: alone.party, category: 'x' }, at: '2026', about: 'c' },
        },
      }),
    ],
    [
      'a run whose key is too long',
      cursorText({
        agenda: { stretch: 8, entry: { kind: 'run', runId: 'x'.repeat(1021), at: '2026', about: '' } },
      }),
    ],
  ])('that is %s is none', (_what, text) => {
    expect(cursorOf(text, 'given-up')).toBeUndefined();
  });
});
