import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../infra/samples/random.ts';
import { decisionStates, isDecision } from '../../lib/credit-file/facts/decision-state.ts';
import { earlierReceiptsOf } from '../../lib/credit-file/facts/earlier-receipt.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import { leftBehind } from '../../lib/credit-file/folding/movable.ts';
import { moveIntoSlots } from '../../lib/credit-file/move-into-slots.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { WriteConflict } from '../../lib/credit-file/write-conflict.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import type { Table } from '../../lib/store/table.ts';
import { text } from '../../lib/store/table.ts';
import { openMemoryTable } from '../support/memory-table.ts';
import {
  type Batch,
  checked,
  doctor,
  finding,
  hospital,
  listed,
  ofHospital,
  openRegion as openRegionOn,
  type Region,
  randomBatches,
  range,
  shuffled,
  staff,
  takenInTheEnd,
} from '../support/staffed-region.ts';
import { stoppingAfter } from '../support/stopping-store.ts';
import type { TestTable } from '../support/test-table.ts';
import { unfold } from '../support/unfold.ts';

/**
 * What earlier releases stored outside the slots is moved into them. Whatever happens meanwhile, each file stays the one that
 * follows from all facts, and nothing is lost or counts twice (`checked` compares with the facts of all persons).
 */
let shared: TestTable;
beforeAll(async () => {
  shared = await openMemoryTable();
});

const moveIn = async (region: Region, at: number, over: FolderStore = region.store) =>
  moveIntoSlots(await region.store.readFolder(region.partyOf(at)), over);

/** What a projection of the institution reads. */
const readBy = async (region: Region, at: number): Promise<number> => {
  const { facts, links } = await region.store.readCondensed(region.partyOf(at));
  return facts.length + links.length;
};

/** Decisions and links outside the slots, and in them. */
async function placesOf(table: Table, party: PartyKey): Promise<{ outside: number; inSlots: number }> {
  const items = await Array.fromAsync(
    table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(`P#${party}`) },
      ConsistentRead: true,
    }),
  );
  const count = (kinds: RegExp): number => items.filter(({ sk }) => kinds.test(sk?.S ?? '')).length;
  return { outside: count(/^(FACT#D\.|LINK#)/), inSlots: count(/^BO(OKED|UND)#/) };
}

/** A hospital with findings of its own, and doctors with one each, as an earlier release stored them. */
async function earlierHospital(
  region: Region,
  { table }: TestTable,
  { at, own, persons }: { at: number; own: number; persons: readonly number[] },
): Promise<void> {
  const first = at * 10_000;
  await region.take({
    number: first,
    source: 'registry',
    rows: [hospital(at), ...persons.map((of) => doctor(of, at))],
  });
  await region.take({
    number: first + 1,
    source: 'medical-insurance',
    rows: [
      ...persons.map((of) => finding(first + of, of)),
      ...range(own, first + 2000).map((n) => ofHospital(n, at)),
    ],
  });
  await unfold(region.partyOf(at), table);
}

describe('decisions and links of an earlier release', () => {
  it.each([1, 2])('go into slots, and every file stays as it is, in any order (%i)', async (seed) => {
    const random = createRandom(seed);
    const batches = randomBatches(random);
    const one = openRegionOn(await openMemoryTable());
    const table = await openMemoryTable();
    const other = openRegionOn(table);
    for (const batch of batches) await one.take(batch);
    const half = random.below(batches.length);
    const again = batches.filter(({ source }) => source === 'registry');
    for (const [index, batch] of [...shuffled(batches, random), ...again].entries()) {
      if (index === half) for (const at of [1, 2]) await unfold(other.partyOf(at), table.table);
      await other.take(batch);
      if (random.chance(0.2)) await moveIn(other, 1);
    }
    for (const at of [1, 2]) await unfold(other.partyOf(at), table.table);
    for (const at of [1, 2]) {
      await moveIn(other, at);
      expect(await checked(other, at, staff)).toBe(await checked(one, at, staff));
      expect(await moveIn(other, at)).toEqual({ decisions: 0, links: 0 });
    }
    for (const rows of [[finding(8000, 3), ofHospital(8001, 1)], [listed(1, '2026-05-06')]]) {
      const source = rows.length === 1 ? 'court' : 'medical-insurance';
      for (const region of [one, other]) await region.take({ number: 900 + rows.length, source, rows });
      for (const at of [1, 2]) expect(await checked(other, at, staff)).toBe(await checked(one, at, staff));
    }
  });

  it('are no longer read by the projection, and leave no copy outside', async () => {
    const region = openRegionOn(shared);
    const persons = range(90, 100);
    await earlierHospital(region, shared, { at: 20, own: 80, persons });
    const further = { number: 1, source: 'medical-insurance', rows: [ofHospital(7000, 20)] } as const;
    await region.take(further);
    const file = await checked(region, 20, persons);
    expect(await readBy(region, 20)).toBeGreaterThan(165);
    expect(await moveIn(region, 20)).toEqual({ decisions: 80, links: 90 });
    expect(await readBy(region, 20)).toBeLessThan(10);
    expect(await placesOf(shared.table, region.partyOf(20))).toEqual({ outside: 0, inSlots: 171 });
    expect((await region.store.readFolder(region.partyOf(20))).fold).toMatchObject({ twice: [] });
    expect(await checked(region, 20, persons)).toBe(file);
    // Nobody but this row is counted a second time, and a revocation finds the decision it is about.
    expect(await region.take(further)).toEqual(['2 accepted']);
    await region.take({
      number: 2,
      source: 'medical-insurance',
      rows: [finding(200_100, 100, { status: 'revocation' }), ofHospital(202_000, 20)],
    });
    await checked(region, 20, persons);
    expect(await readBy(region, 20)).toBeLessThan(20);
  });

  it('stay outside where there are few, and where the institution is not registered', async () => {
    const region = openRegionOn(shared);
    await earlierHospital(region, shared, { at: 21, own: 20, persons: range(12, 300) });
    expect(await moveIn(region, 21)).toEqual({ decisions: 0, links: 0 });
    const persons = range(40, 330);
    await region.take({ number: 3, source: 'registry', rows: persons.map((of) => doctor(of, 22)) });
    await region.take({ number: 4, source: 'medical-insurance', rows: persons.map((of) => finding(of, of)) });
    expect(await moveIn(region, 22)).toEqual({ decisions: 0, links: 0 });
    await region.take({ number: 5, source: 'registry', rows: [hospital(22)] });
    expect(await moveIn(region, 22)).toEqual({ decisions: 0, links: 40 });
    await checked(region, 22, persons);
    expect(await readBy(region, 22)).toBeLessThan(5);
  });

  it('are complete after a stop between any two writes', async () => {
    const table = await openMemoryTable();
    const region = openRegionOn(table);
    let writes = 0;
    for (let stop = 0; ; stop++) {
      const at = 100 + stop;
      const persons = range(18, 1 + stop * 18);
      await earlierHospital(region, table, { at, own: 18, persons });
      writes = 0;
      const stopping = stoppingAfter(region.store, stop * 4, () => writes++);
      const isDone = await moveIn(region, at, stopping).then(
        () => true,
        () => false,
      );
      await checked(region, at, persons);
      const [of = 0] = persons;
      const rows = [ofHospital(500_000 + stop, at), finding(600_000 + stop, of)];
      await region.take({ number: at * 10_000 + 9, source: 'medical-insurance', rows });
      await checked(region, at, persons);
      await moveIn(region, at);
      await checked(region, at, persons);
      if (isDone) break;
    }
    expect(writes).toBeGreaterThan(70);
  });

  it('are moved once by several workers, while batches come in', async () => {
    const region = openRegionOn(shared);
    const persons = range(60, 700);
    await earlierHospital(region, shared, { at: 23, own: 60, persons });
    const batches = range(6).map(
      (at): Batch => ({
        number: 6000 + at,
        source: 'medical-insurance',
        rows: [
          finding(700_000 + at, 700 + at),
          ofHospital(710_000 + at, 23),
          finding(230_700 + at, 700 + at, { status: 'revocation' }),
        ],
      }),
    );
    const movedInTheEnd = async (): Promise<void> => {
      for (;;) {
        try {
          await moveIn(region, 23);
          return;
        } catch (error) {
          if (!(error instanceof WriteConflict)) throw error;
        }
      }
    };
    await Promise.all([
      ...batches.map((batch) => takenInTheEnd(region, batch)),
      movedInTheEnd(),
      movedInTheEnd(),
      movedInTheEnd(),
    ]);
    const file = await checked(region, 23, persons);
    await moveIn(region, 23);
    expect(await checked(region, 23, persons)).toBe(file);
    for (const batch of batches) await takenInTheEnd(region, batch);
    expect(await checked(region, 23, persons)).toBe(file);
    expect(await readBy(region, 23)).toBeLessThan(40);
  });

  it('are all found by who reads the slots before they are filled and the rest after it was removed', async () => {
    const region = openRegionOn(shared);
    const persons = range(40, 800);
    await earlierHospital(region, shared, { at: 24, own: 40, persons });
    let isMoved = false;
    const torn: Table = {
      ...shared.table,
      async *query(input, onFurtherPage) {
        const values = input.ExpressionAttributeValues ?? {};
        if (isMoved || values[':from']?.S !== 'BOOKED#')
          return yield* shared.table.query(input, onFurtherPage);
        isMoved = true;
        yield* shared.table.query({
          ...input,
          ExpressionAttributeValues: { ...values, ':to': text('FACT#') },
        });
        await moveIn(region, 24);
        yield* shared.table.query({
          ...input,
          ExpressionAttributeValues: { ...values, ':from': text('FACT#') },
        });
      },
    };
    const whole = await region.store.readFolder(region.partyOf(24));
    const read = await createFolderStore(torn).readFolder(region.partyOf(24));
    expect(isMoved).toBe(true);
    const keysOf = ({ facts, links }: typeof read) => [
      facts.map(({ key }) => key).sort(),
      links.map(({ person }) => person).sort(),
    ];
    expect(keysOf(read)).toEqual(keysOf(whole));
  });

  it('are all found by who reads a long folder while its links go into slots', async () => {
    const region = openRegionOn(shared);
    await earlierHospital(region, shared, { at: 26, own: 0, persons: range(40, 900) });
    const announced = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const waiting: FolderStore = {
      ...region.store,
      async putFold(party, fold) {
        announced.resolve();
        await mayGoOn.promise;
        return region.store.putFold(party, fold);
      },
    };
    let passes = 0;
    const long: Table = {
      ...shared.table,
      async *query(input, onFurtherPage) {
        const values = input.ExpressionAttributeValues ?? {};
        const part = (from: string, to: string) => ({
          ...input,
          ExpressionAttributeValues: { ...values, ':from': text(from), ':to': text(to) },
        });
        if (values[':from']?.S !== 'BOOKED#') return yield* shared.table.query(input);
        onFurtherPage?.();
        if (++passes !== 2) return yield* shared.table.query(input);
        yield* shared.table.query(part('BOOKED#', 'BOUND#~'));
        const moving = moveIn(region, 26, waiting);
        await announced.promise;
        yield* shared.table.query(part('FACT#', 'FOLD#~'));
        mayGoOn.resolve();
        await moving;
        yield* shared.table.query(part('LINK#', 'REPRESENTS#~'));
      },
    };
    const { links } = await createFolderStore(long).readFolder(region.partyOf(26));
    expect(passes).toBeGreaterThan(2);
    expect(links).toHaveLength(40);
  });

  it('stay outside if the slot has another content, or somebody has changed the copy', async () => {
    const region = openRegionOn(shared);
    await earlierHospital(region, shared, { at: 25, own: 40, persons: [] });
    const party = region.partyOf(25);
    const { facts } = await region.store.readFolder(party);
    const [fact] = facts.flatMap((one) => (one.type === 'decision' ? [one] : []));
    if (!fact) throw new Error('no decision');
    expect(await region.store.dropFact(party, fact)).toBe(false);
    await region.store.fillSlot(party, { ...fact, origin: { ...fact.origin, row: 99 } });
    expect(await region.store.dropFact(party, fact)).toBe(false);
    const link = { person: region.personOf(1), drawnFrom: 3, entries: [] };
    await region.store.putLink(party, link);
    expect(await region.store.dropLink(party, link)).toBe(false);
    await region.store.fillLinkSlot(party, link);
    await region.store.putLink(party, { ...link, drawnFrom: 4 });
    expect(await region.store.dropLink(party, link)).toBe(false);
    expect(await placesOf(shared.table, party)).toEqual({ outside: 41, inSlots: 2 });
  });

  it('leave no copy where two rows said the same at once, one stored outside and one in its slot', async () => {
    const region = openRegionOn(shared);
    await earlierHospital(region, shared, { at: 26, own: 40, persons: [] });
    const party = region.partyOf(26);
    const { store } = region;
    const { facts } = await store.readFolder(party);
    const decisions = facts.filter(isDecision);
    const before = await placesOf(shared.table, party);
    const slotFrom = (fact: DecisionFact, run: string) =>
      store.fillSlot(party, { ...fact, origin: { ...fact.origin, run } });
    const [own, later, earlier] = decisions;
    if (!own || !later || !earlier) throw new Error('no decisions');
    await store.fillSlot(party, {
      ...own,
      identity: { ...own.identity, sealed: 'by another attempt' as Sealed },
    });
    expect(await store.dropFact(party, own)).toBe(true);
    await slotFrom(later, '00000000000000000000000000');
    expect(await store.dropFact(party, later)).toBe(true);
    await slotFrom(earlier, 'ZZZZZZZZZZZZZZZZZZZZZZZZZZ');
    expect(await store.dropFact(party, earlier)).toBe(false);
    const inSlot = { ...earlier, origin: { ...earlier.origin, run: 'ZZZZZZZZZZZZZZZZZZZZZZZZZZ' } };
    const [receipt] = earlierReceiptsOf([earlier], [inSlot]);
    if (!receipt) throw new Error('no receipt');
    await store.addFact(party, receipt);
    // Who reads the folder has the decision as it is in the slot.
    expect(await store.dropFact(party, inSlot)).toBe(true);
    expect(await placesOf(shared.table, party)).toEqual({ outside: before.outside - 3, inSlots: 3 });
  });

  it('count from the row that was received first, where two files say the same while the fold is made', async () => {
    const region = openRegionOn(await openMemoryTable());
    const party = region.partyOf(27);
    await region.take({ number: 1, source: 'registry', rows: [hospital(27)] });
    const rows = range(20, 1).map((at) => ofHospital(at, 27));
    const [earlier, later] = [2, 3].map((number): Batch => ({ number, source: 'medical-insurance', rows }));
    if (!earlier || !later) throw new Error('no batches');
    // The later one finds seventeen of them outside, fills slots with the rest, and is stopped before it writes the file.
    const stopped = { ...region.store, putFile: () => Promise.reject(new Error('stopped')) };
    let added = 0;
    const meanwhile: FolderStore = {
      ...region.store,
      async addFact(to, fact) {
        if (++added === 18) await expect(region.take(later, stopped)).rejects.toThrow('stopped');
        return region.store.addFact(to, fact);
      },
    };
    await region.take(earlier, meanwhile);
    const { fold, twice } = await region.store.readFolder(party);
    expect([fold?.version, twice?.size]).toEqual([2, 3]);
    await region.take(later);
    await checked(region, 27, []);
    const { facts } = await region.store.readFolder(party);
    const runs = new Set(decisionStates(facts).map(({ fact }) => fact.origin.run));
    expect(runs.size).toBe(1);
    await moveIn(region, 27);
    expect(leftBehind(await region.store.readFolder(party)).decisions).toEqual([]);
  });
});
