import { describe, expect, it } from 'vitest';
import { compareList } from '../../../../functions/compare-list/compare-list.ts';
import type { GoneEntry, ListHead, ListStore, SeenEntry } from '../../../../lib/feeds/list.ts';
import { namesakesOf } from '../../../../lib/feeds/list-entry.ts';
import type { Run } from '../../../../lib/feeds/run.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

/** The list of each week as the names on it: some disappear, some come back, some do both. */
const weeks = {
  first: ['always', 'misses the second', 'returns and goes again', 'returns in the fourth'],
  second: ['always', 'goes in the third'],
  third: ['always', 'misses the second', 'returns and goes again', 'comes and goes'],
  fourth: ['always', 'misses the second', 'returns in the fourth'],
} as const;
type Week = keyof typeof weeks;
const inOrder = ['first', 'second', 'third', 'fourth'] as const;
const suspectedInTheEnd = ['comes and goes', 'goes in the third', 'returns and goes again'];

/** Four lists of one authority, completed and due to be compared. */
async function world(listed: readonly (readonly string[])[] = Object.values(weeks)) {
  const runtime = fakeRuntime();
  const runs = new Map<string, Run>();
  const lists = listsInMemory();
  for (const [index, week] of inOrder.entries()) {
    runtime.pass(7 * 86_400_000);
    const at = runtime.clock().toISOString();
    const head = { runId: week, source: 'court', by: 'court', startedAt: at, movedAt: at } as const;
    const state = { status: 'completed', comparison: 'due', list: 'court.list' } as const;
    runs.set(week, { ...head, ...state, ignoredColumns: [], batchesSent: 1 });
    await lists.addSeen(
      week,
      0,
      (listed[index] ?? []).map((entry) => ({ entry, party: 'party' })),
    );
  }
  const runStore = {
    read: async (runId: string) => runs.get(runId),
    async update(runId: string, change: Partial<Run>) {
      const run = { ...(runs.get(runId) as Run), ...change };
      runs.set(runId, run);
      return run;
    },
  };
  return {
    lists,
    runtime,
    compare: (week: Week, store: ListStore = lists): Promise<void> =>
      compareList(week, {
        runtime,
        runs: runStore,
        lists: store,
        isOurs: async () => true,
        chosenParty: async () => undefined,
      }),
    async suspected(): Promise<string[]> {
      const gone = await Array.fromAsync(lists.gone('court.list'));
      return gone
        .filter(({ state }) => state === 'waiting')
        .map(({ entry }) => entry)
        .sort();
    },
  };
}

/** The list store's contract in memory, for one list. */
function listsInMemory(): ListStore {
  let head: ListHead | undefined;
  const seen = new Map<string, readonly SeenEntry[]>();
  const gone = new Map<string, GoneEntry>();
  return {
    head: async () => head,
    async moveHead(_list, from, to) {
      if (head?.runId !== from?.runId) return false;
      head = to;
      return true;
    },
    addSeen: async (runId, _batch, entries) => void seen.set(runId, entries),
    async *seen(runId) {
      yield* seen.get(runId) ?? [];
    },
    readGone: async (_list, entry) => gone.get(entry),
    goneOf: async (_list, namesakes) =>
      [...gone.values()].filter(({ entry }) => namesakesOf(entry) === namesakes),
    async putGone(entry) {
      if ((gone.get(entry.entry)?.revision ?? 0) !== entry.revision - 1) return false;
      gone.set(entry.entry, entry);
      return true;
    },
    async *gone() {
      yield* [...gone.values()];
    },
  };
}

/** The same store with an event that happens once, before step `at`. A step is a request or an item read. */
function interrupted(store: ListStore, at: number, happens: () => Promise<void>) {
  let steps = 0;
  const step = async (): Promise<void> => {
    if (steps++ === at) await happens();
  };
  const before =
    <A extends unknown[], R>(request: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await step();
      return request(...args);
    };
  const through = <A extends unknown[], T>(read: (...args: A) => AsyncIterable<T>) =>
    async function* (...args: A): AsyncGenerator<T> {
      await step();
      for await (const item of read(...args)) {
        yield item;
        await step();
      }
    };
  const lists: ListStore = {
    head: before(store.head),
    moveHead: before(store.moveHead),
    addSeen: before(store.addSeen),
    readGone: before(store.readGone),
    goneOf: before(store.goneOf),
    putGone: before(store.putGone),
    seen: through(store.seen),
    gone: through(store.gone),
  };
  return { lists, isOver: () => steps <= at };
}

describe('full lists that are compared', () => {
  it('one after the other leave those names suspected that went and did not come back', async () => {
    const { compare, suspected } = await world();
    for (const week of inOrder) await compare(week);
    expect(await suspected()).toEqual(suspectedInTheEnd);
  });

  it('ask again about a name that was decided on, came back and went once more', async () => {
    const { compare, lists, suspected } = await world();
    await compare('first');
    await compare('second');
    const gone = await lists.readGone('court.list', 'returns and goes again');
    if (!gone) throw new Error('it was not noted as gone');
    await lists.putGone({ ...gone, state: 'dismissed', revision: gone.revision + 1 });
    await compare('third');
    expect(await suspected()).not.toContain('returns and goes again');
    await compare('fourth');
    expect(await suspected()).toContain('returns and goes again');
  });

  it('leave a decision alone while it is carried out, and go on once it was interrupted', async () => {
    const { compare, lists, runtime, suspected } = await world();
    await compare('first');
    await compare('second');
    for (const entry of ['returns and goes again', 'returns in the fourth']) {
      const gone = await lists.readGone('court.list', entry);
      if (!gone) throw new Error('it was not noted as gone');
      const at = runtime.clock().toISOString();
      const decision = { kind: 'correction', by: 'o', at, said: '', facts: ['party/D.x'] } as const;
      await lists.putGone({
        ...gone,
        state: 'deciding',
        decisions: [decision],
        revision: gone.revision + 1,
      });
    }
    await expect(compare('third')).rejects.toMatchObject({ code: 'store-contention', retryable: true });
    await expect(compare('fourth')).rejects.toMatchObject({ code: 'store-contention' });
    expect((await lists.readGone('court.list', 'returns and goes again'))?.state).toBe('deciding');
    runtime.pass(61_000);
    await compare('third');
    await compare('fourth');
    expect(await suspected()).toEqual(suspectedInTheEnd);
    expect(runtime.said).toContain('removal.contradicted');
    for (const [entry, state] of [
      ['returns and goes again', 'waiting'],
      ['returns in the fourth', 'returned'],
    ] as const)
      expect(await lists.readGone('court.list', entry)).toMatchObject({
        state,
        decisions: [{ facts: ['party/D.x'] }],
      });
  });

  it.each([
    ['the namesake who went', [['d.n.aaa___', 'd.n.bbb___'], ['d.n.aaaccc']], ['d.n.bbb___']],
    ['nobody who is masked in another way', [['d.n.aaa___'], ['d.n.___ccc'], ['d.n.aaaccc']], []],
    [
      'both if nothing can be told',
      [['d.n.aaa___', 'd.n.bbb___'], ['d.n.______']],
      ['d.n.aaa___', 'd.n.bbb___'],
    ],
    [
      'both for as long',
      [['d.n.aaa___', 'd.n.bbb___'], ['d.n.______'], ['d.n.______']],
      ['d.n.aaa___', 'd.n.bbb___'],
    ],
    [
      'nobody who is back, in whatever form',
      [['d.n.aaa___', 'd.n.bbb___'], ['d.n.______'], ['d.n.aaaccc', 'd.n.bbb___']],
      [],
    ],
    [
      'who is not back, if only the namesake is',
      [['d.n.aaa___', 'd.n.bbb___'], [], ['d.n.aaaccc']],
      ['d.n.bbb___'],
    ],
    [
      'nobody of a list that an earlier release noted',
      [
        ['d.n', 'e.n'],
        ['d.n.aaa___', 'd.n.bbb___', 'e.n.aaa___'],
      ],
      [],
    ],
    ['who is gone of such a list', [['d.n', 'e.n'], ['e.n.aaa___']], ['d.n']],
    ['nobody of it who is back', [['d.n'], [], ['d.n.aaa___']], []],
  ])('leave %s suspected', async (_what, lists, missing) => {
    const { compare, suspected } = await world(lists);
    for (const week of inOrder.slice(0, lists.length)) await compare(week);
    expect(await suspected()).toEqual(missing);
  });

  it.each(ordersOf(inOrder))('in the order %s, %s, %s, %s end in the same', async (...order) => {
    const { compare, suspected } = await world();
    for (const week of order) await compare(week);
    expect(await suspected()).toEqual(suspectedInTheEnd);
  });

  it.each([
    ['third', 'fourth'],
    ['fourth', 'third'],
    ['second', 'fourth'],
  ] as const)('at once end in the same: the %s, and before any step of it the %s', async (slow, quick) => {
    for (let at = 0, isOver = false; !isOver; at++) {
      const { compare, suspected, lists } = await world();
      await compare('first');
      if (slow !== 'second') await compare('second');
      const store = interrupted(lists, at, () => compare(quick));
      await compare(slow, store.lists);
      isOver = store.isOver();
      if (isOver) await compare(quick);
      if (slow === 'second') await compare('third');
      expect(await suspected(), `before step ${at}`).toEqual(suspectedInTheEnd);
    }
  });
});

function ordersOf<T>(items: readonly T[]): T[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((first) =>
        ordersOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
      );
}
