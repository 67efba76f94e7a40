import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeRecord } from '../../functions/reconcile/remove-record.ts';
import type { RemovalOutcome } from '../../functions/reconcile/removers.ts';
import { repairDifference } from '../../functions/steer-deliveries/repair-difference.ts';
import { receiverIdOf } from '../../lib/application/deliveries/file-says.ts';
import type { ComparisonStore } from '../../lib/store/comparison-store.ts';
import { killedAt, openComparing, syncedFile } from '../support/comparing.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

let opened: TestTable;
let world: ReturnType<typeof openComparing>;
let place: { id: string; range: number };
beforeEach(async () => {
  opened = await openTestTable();
  world = openComparing(opened.table);
});
afterEach(() => opened.close());

/** Compares, and gives the ids of the differences. */
async function compared(): Promise<string[]> {
  const id = await world.begin();
  await world.work(id);
  const found = await Array.fromAsync(world.comparisons.found(id, {}));
  place = { id, range: found[0]?.range ?? 0 };
  return found.flatMap(({ receiver, range, differences }) =>
    differences.map((_, n) => `${id}.${receiver}.${range}.${n}`),
  );
}
const decide = (id: string, comparisons: ComparisonStore = world.comparisons) =>
  repairDifference(id, { by: 'officer', reason: '核实' }, { ...world.deps, comparisons });

describe('a repair by delivery', () => {
  const writes = ['putRepair'] as const;

  it.each([
    [1, 'before'],
    [1, 'after'],
    [2, 'before'],
    [2, 'after'],
  ] as const)('that stops at write %i (%s) is carried out when it is asked for again', async (n, when) => {
    const file = await world.add(syncedFile(1));
    world.held.directory.clear();
    const [id = ''] = await compared();
    const killed = killedAt(world.comparisons, { writes, n, when, count: { of: 0 } });
    await expect(decide(id, killed)).rejects.toThrow('killed');
    if (n === 2 && when === 'after')
      await expect(decide(id)).rejects.toMatchObject({ status: 409, code: 'difference-repaired' });
    else expect((await decide(id)).decision).toMatchObject({ state: 'delivered', by: 'officer' });
    expect((await world.folders.readFile(file))?.deliveries.directory).toMatchObject({
      stage: 'pending',
      wanted: { version: 3 },
    });
  });
});

describe('the removal of a record of nobody', () => {
  const record = { recordId: '17b1b6a5-0000-8000-8000-000000000000', version: 2 };
  const asked: unknown[] = [];
  const remove = (outcome: RemovalOutcome) => async (one: unknown) => {
    asked.push(one);
    return outcome;
  };
  const carryOut = (id: string, outcome: RemovalOutcome = { kind: 'removed' }) =>
    removeRecord(id, {
      ...world.deps,
      removers: { directory: remove(outcome), settlement: remove(outcome) },
    });
  const waiting = async () => (await world.comparisons.current())?.removals;
  const state = async () =>
    (await world.comparisons.repair({ ...place, receiver: 'directory', n: 0 }))?.state;

  async function decided(): Promise<string> {
    asked.length = 0;
    world.held.directory.set(record.recordId, record);
    for (let n = 1; n <= 5; n++) await world.add(syncedFile(n));
    const [id = ''] = await compared();
    expect((await decide(id)).decision).toMatchObject({ state: 'pending' });
    expect(world.sent).toContain(JSON.stringify({ removal: id }));
    expect(await waiting()).toEqual([id]);
    return id;
  }

  it('is carried out once, and is then forgotten', async () => {
    const id = await decided();
    await carryOut(id);
    await carryOut(id);
    expect(asked).toEqual([{ id: record.recordId, version: 2, row: record }]);
    expect([await state(), await waiting()]).toEqual(['removed', []]);
  });

  it('waits for a receiver that does not answer', async () => {
    const id = await decided();
    await carryOut(id, { kind: 'unanswered', problem: 'timeout' });
    expect([await state(), await waiting()]).toEqual(['pending', [id]]);
    await carryOut(id);
    expect(await state()).toBe('removed');
  });

  it('that the receiver refuses ends with its code, and can be decided again', async () => {
    const id = await decided();
    await carryOut(id, { kind: 'refused', problem: '4220' });
    expect([await state(), await waiting()]).toEqual(['refused', []]);
    expect((await decide(id)).decision).toMatchObject({ state: 'pending' });
  });

  it.each([
    ['a newer version', { ...record, version: 3 }],
    ['nothing any more', undefined],
  ])('leaves the receiver alone when it has %s', async (_, there) => {
    const id = await decided();
    if (there) world.held.directory.set(record.recordId, there);
    else world.held.directory.delete(record.recordId);
    await carryOut(id);
    expect([asked, await state(), await waiting()]).toEqual([[], 'changed', []]);
  });

  it('finds the record also when others came before it', async () => {
    const id = await decided();
    for (let n = 6; n <= 9; n++) world.held.directory.set(receiverIdOf('directory', syncedFile(n)), record);
    await carryOut(id);
    expect(asked).toHaveLength(1);
  });
});
