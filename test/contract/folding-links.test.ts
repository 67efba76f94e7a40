import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../infra/samples/random.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { placeLinks } from '../../lib/credit-file/place-links.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { countedMarks } from '../../lib/credit-file/projection/evidence.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { takeWithdrawal } from '../../lib/credit-file/take-withdrawal.ts';
import { WriteConflict } from '../../lib/credit-file/write-conflict.ts';
import { day } from '../../lib/shared/day.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import { publicationFact } from '../support/facts.ts';
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
  personNumber,
  randomBatches,
  range,
  shuffled,
  staff,
  takenInTheEnd,
} from '../support/staffed-region.ts';
import { stoppingAfter } from '../support/stopping-store.ts';
import type { TestTable } from '../support/test-table.ts';

/**
 * An institution whose staff have very many decisions is projected from sums of their links, and a person may represent
 * thousands of institutions. Whatever comes in, in whatever order, each file is the one that follows from all facts of the
 * institution and of every person: that projection, from links made anew from the persons' facts, is the oracle.
 */
const tables: TestTable[] = [];
const openTable = async (): Promise<TestTable> => {
  const table = await openMemoryTable();
  tables.push(table);
  return table;
};
let shared: TestTable;
beforeAll(async () => {
  shared = await openTable();
});
afterAll(() => Promise.all(tables.map((table) => table.close())));

const openRegion = (table = shared) => openRegionOn(table);

describe('an institution whose staff have very many decisions', () => {
  it.each([1, 2, 3, 4, 5, 6])(
    'has the file that follows from their facts, in any order (%i)',
    async (seed) => {
      const random = createRandom(seed);
      const batches = randomBatches(random);
      const [one, other] = [openRegion(await openTable()), openRegion(await openTable())];
      const registered = batches.filter(({ source }) => source === 'registry');
      for (const batch of batches)
        for (let times = random.chance(0.15) ? 2 : 1; times > 0; times--) await one.take(batch);
      for (const batch of [...shuffled(batches, random), ...registered]) await other.take(batch);
      for (const at of [1, 2]) expect(await checked(other, at, staff)).toBe(await checked(one, at, staff));
      const { fold } = await one.store.readFolder(one.partyOf(1));
      expect(fold?.links?.book.documents).toBeGreaterThan(10);
    },
  );

  it('does not read the links that it sums; a further decision about somebody in them replaces one', async () => {
    const region = openRegion();
    const persons = range(90, 200);
    await region.take({ number: 100, source: 'registry', rows: [hospital(10)] });
    for (let from = 0; from < 90; from += 30) {
      const some = persons.slice(from, from + 30);
      await region.take({ number: 101 + from, source: 'registry', rows: some.map((at) => doctor(at, 10)) });
      await region.take({
        number: 102 + from,
        source: 'medical-insurance',
        rows: some.map((at) => finding(at, at)),
      });
    }
    const one = { number: 300, source: 'medical-insurance', rows: [finding(9000, 270)] } as const;
    await region.take(one);
    const condensed = await region.store.readCondensed(region.partyOf(10));
    expect(condensed.isCondensed).toBe(true);
    expect(condensed.links.length).toBeLessThan(40);
    const before = await checked(region, 10, persons);
    await region.take({
      number: 301,
      source: 'medical-insurance',
      rows: [finding(9001, 270), finding(271, 271, { status: 'revocation' })],
    });
    expect(await checked(region, 10, persons)).not.toBe(before);
    expect((await region.store.readCondensed(region.partyOf(10))).isCondensed).toBe(true);
    await region.take(one);
    await checked(region, 10, persons);
  });

  it('is read again where a slot is newer than the fold that was read before it', async () => {
    const { take, store, partyOf } = openRegion(await openTable());
    const persons = range(40, 200);
    await take({
      number: 100,
      source: 'registry',
      rows: [hospital(10), ...persons.map((at) => doctor(at, 10))],
    });
    await take({ number: 101, source: 'medical-insurance', rows: persons.map((at) => finding(at, at)) });
    const institution = partyOf(10);
    const { links } = await store.readFolder(institution);
    const [known] = links;
    if (!known) throw new Error('no link');
    const person = 'somebody' as PartyKey;
    const before = await store.readCondensed(institution, { persons: [person] });
    expect(before.isCondensed).toBe(true);
    await placeLinks(institution, [{ ...known, person, drawnFrom: 1 }], store);
    const { inLinkSlots } = await store.readCondensed(institution, { persons: [person] });
    const torn = { ...store, readCondensed: async () => ({ ...before, inLinkSlots }) };
    const placing = placeLinks(institution, [{ ...known, person, drawnFrom: 2 }], torn);
    await expect(placing).rejects.toBeInstanceOf(WriteConflict);
  });

  it('follows what an officer says of a decision in a link, and what a publication counted', async () => {
    const region = openRegion();
    const { store, ports, personOf, partyOf } = region;
    const persons = range(60, 300);
    const of2025 = (number: number, of: number) => finding(number, of, { decidedOn: day('2025-10-10') });
    await region.take({
      number: 400,
      source: 'registry',
      rows: [hospital(11), ...persons.map((at) => doctor(at, 11, '2024-01-01'))],
    });
    await region.take({
      number: 401,
      source: 'medical-insurance',
      rows: persons.map((at) => (at % 2 ? of2025(at, at) : finding(at, at))),
    });
    await region.take({ number: 402, source: 'medical-insurance', rows: [finding(9100, 302)] });
    const { facts, links } = await store.readFolder(partyOf(11));
    const cycles = { published: new Map(), lateEvidence: 'carry' } as const;
    const publication = {
      ...publicationFact(2025, facts, 'medical-institution'),
      counted: countedMarks(facts, links, { category: 'medical-institution', cycle: 2025, cycles }),
    };
    expect(publication.counted.length).toBeGreaterThan(20);
    await store.addFact(partyOf(11), publication);
    await projectParty(partyOf(11), ports);
    await checked(region, 11, persons);
    await region.take({
      number: 403,
      source: 'medical-insurance',
      rows: [of2025(9101, 303), finding(9102, 304)],
    });
    await checked(region, 11, persons);
    const [of] = (await store.readFolder(personOf(306))).facts.filter(({ type }) => type === 'decision');
    for (const isWithdrawn of [true, false]) {
      const word = {
        of: of?.key ?? '',
        isWithdrawn,
        by: 'officer',
        at: '2026-06-02T00:00:00Z',
        reason: '误报',
      };
      await takeWithdrawal(personOf(306), word, ports);
      await projectParty(personOf(306), ports);
      await checked(region, 11, persons);
      expect((await store.readCondensed(partyOf(11))).isCondensed).toBe(true);
    }
  });

  it('does not read links without a consequence either, and names the few that have one', async () => {
    const region = openRegion();
    const persons = range(60, 700);
    const nurse = (at: number) =>
      ({ category: 'nurse', scheme: 'resident-id', id: personNumber(at), name: '平措' }) as const;
    await region.take({
      number: 1500,
      source: 'registry',
      rows: [hospital(15), ...persons.map((at) => ({ ...doctor(at, 15), subject: nurse(at) }) as FeedRecord)],
    });
    for (const half of [persons.slice(0, 30), persons.slice(30)])
      await region.take({
        number: 1500 + (half[0] ?? 0),
        source: 'medical-insurance',
        rows: half.map((at) =>
          finding(at, at, {
            subject: nurse(at),
            content: { kind: 'finding', indicator: 'nu.interview', count: 1 },
          }),
        ),
      });
    for (const number of [9961, 9962]) {
      await region.take({ number, source: 'medical-insurance', rows: [ofHospital(number, 15)] });
      await checked(region, 15, persons);
    }
    for (const at of [700, 705, 759]) {
      const fraud = {
        subject: nurse(at),
        authority: { kind: 'court', name: '拉萨市中级人民法院' },
        content: { kind: 'finding', indicator: 'nu.fraud-conviction', count: 1 },
      } as const;
      await region.take({ number: 3000 + at, source: 'court', rows: [finding(9900 + at, at, fraud)] });
      await checked(region, 15, persons);
    }
    const condensed = await region.store.readCondensed(region.partyOf(15));
    expect(condensed.isCondensed).toBe(true);
    expect(condensed.links.filter(({ entries }) => entries.length > 0)).toHaveLength(3);
    expect(condensed.facts.filter(({ type }) => type === 'decision')).toHaveLength(2);
    expect(condensed.links.length).toBeLessThan(35);
  });

  it('counts a doctor once who comes to represent it and is listed, and goes on to be decided about', async () => {
    const region = openRegion();
    const persons = range(50, 800);
    await region.take({
      number: 1600,
      source: 'registry',
      rows: [hospital(16), ...persons.map((at) => doctor(at, 16))],
    });
    await region.take({
      number: 1601,
      source: 'medical-insurance',
      rows: persons.map((at) => finding(at, at)),
    });
    await region.take({ number: 1602, source: 'registry', rows: [hospital(16, 820)] });
    await checked(region, 16, persons);
    const later: Batch[] = [
      { number: 1603, source: 'court', rows: [listed(820)] },
      { number: 1604, source: 'medical-insurance', rows: [finding(9950, 820), finding(9951, 821)] },
      { number: 1605, source: 'medical-insurance', rows: [finding(820, 820, { status: 'revocation' })] },
      { number: 1606, source: 'court', rows: [listed(820, '2026-05-05')] },
      { number: 1607, source: 'medical-insurance', rows: [finding(9952, 820), finding(9953, 822)] },
      { number: 1608, source: 'court', rows: [{ ...listed(820), status: 'revocation' } as FeedRecord] },
      { number: 1609, source: 'medical-insurance', rows: [finding(9954, 823)] },
      { number: 1610, source: 'medical-insurance', rows: [finding(9955, 820), finding(9956, 824)] },
    ];
    for (const batch of later) {
      await region.take(batch);
      await checked(region, 16, persons);
    }
    const { linkSlots, linksOutside } = await region.store.readFolder(region.partyOf(16));
    const both = [...(linksOutside ?? [])].filter((one) => linkSlots?.has(one));
    expect(both).toEqual([region.personOf(820)]);
  });

  it('has the links of its staff that are written while the registry adds it', async () => {
    const region = openRegion();
    const persons = range(3, 950);
    await region.take({ number: 1700, source: 'registry', rows: persons.map((at) => doctor(at, 17)) });
    let isAdded = false;
    const meanwhile: FolderStore = {
      ...region.store,
      async putLink(institution, link) {
        if (!isAdded) {
          isAdded = true;
          await region.take({ number: 1701, source: 'registry', rows: [hospital(17)] });
        }
        return region.store.putLink(institution, link);
      },
    };
    const rows = persons.map((at) => finding(at, at));
    await region.take({ number: 1702, source: 'medical-insurance', rows }, meanwhile);
    expect(isAdded).toBe(true);
    await checked(region, 17, persons);
  });

  it('names each of few decisions again when most of them are revoked', async () => {
    const region = openRegion();
    const persons = range(50, 400);
    await region.take({
      number: 500,
      source: 'registry',
      rows: [hospital(12), ...persons.map((at) => doctor(at, 12))],
    });
    const decided = persons.map((at) => finding(at, at));
    await region.take({ number: 501, source: 'medical-insurance', rows: decided });
    await region.take({ number: 502, source: 'medical-insurance', rows: [finding(9200, 400)] });
    await checked(region, 12, persons);
    for (let at = 0; at < 40; at += 4) {
      const rows = persons.slice(at, at + 4).map((of) => finding(of, of, { status: 'revocation' }));
      await region.take({ number: 510 + at, source: 'medical-insurance', rows });
      await checked(region, 12, persons);
    }
    const { fold } = await region.store.readCondensed(region.partyOf(12));
    expect(fold?.links?.book.documents).toBe(0);
    await region.take({
      number: 600,
      source: 'medical-insurance',
      rows: range(30, 9300).map((number, index) => finding(number, 400 + index)),
    });
    await region.take({ number: 601, source: 'medical-insurance', rows: [finding(9400, 449)] });
    await checked(region, 12, persons);
    expect((await region.store.readFolder(region.partyOf(12))).fold?.links?.book.documents).toBeGreaterThan(
      20,
    );
  });

  it('loses nothing and counts nothing twice when batches come at the same time, and again', async () => {
    const random = createRandom(23);
    const region = openRegion();
    const persons = range(80, 500);
    await region.take({
      number: 700,
      source: 'registry',
      rows: [hospital(13), ...persons.map((at) => doctor(at, 13))],
    });
    const batches = range(8).map(
      (at): Batch => ({
        number: 701 + at,
        source: 'medical-insurance',
        rows: [
          ...persons.slice(at * 10, at * 10 + 10).map((of) => finding(of, of)),
          finding(9500 + at, 500),
          ofHospital(9600 + at, 13),
          finding(500 + at * 10, 500 + at * 10, { status: 'revocation' }),
        ],
      }),
    );
    await Promise.all(batches.map((batch) => takenInTheEnd(region, batch)));
    const file = await checked(region, 13, persons);
    await Promise.all(shuffled(batches, random).map((batch) => takenInTheEnd(region, batch)));
    expect(await checked(region, 13, persons)).toBe(file);
  });

  it('is complete after a stop between any two writes', async () => {
    const region = openRegion();
    const persons = range(60, 600);
    await region.take({
      number: 800,
      source: 'registry',
      rows: [hospital(14), ...persons.map((at) => doctor(at, 14))],
    });
    await region.take({
      number: 801,
      source: 'medical-insurance',
      rows: persons.map((at) => finding(at, at)),
    });
    let writes = 0;
    for (let stopAt = 0; ; stopAt++) {
      writes = 0;
      const stopping = stoppingAfter(region.store, stopAt, () => writes++);
      const rows = [
        ...range(12).map((index) => finding(10_000 + stopAt * 12 + index, 600 + ((stopAt * 5 + index) % 60))),
        ofHospital(12_000 + stopAt, 14),
      ];
      const batch = { number: 810 + stopAt, source: 'medical-insurance', rows } as const;
      const isDone = await region.take(batch, stopping).then(
        () => true,
        () => false,
      );
      // Another batch comes before the interrupted one comes again.
      const other = finding(13_000 + stopAt, 610 + (stopAt % 40));
      await region.take({ number: 1200 + stopAt, source: 'medical-insurance', rows: [other] });
      expect(new Set((await region.take(batch)).map((outcome) => outcome.split(' ')[1]))).toEqual(
        new Set(['accepted']),
      );
      await checked(region, 14, persons);
      if (isDone) break;
    }
    expect(writes).toBeGreaterThan(40);
  });
});

describe('a person who represents very many institutions', () => {
  const institutions = range(30, 100);

  it('is listed and lifted with them, in any order, and a further one is reached', async () => {
    const random = createRandom(31);
    const batches: Batch[] = [
      ...institutions.map((at): Batch => ({ number: at, source: 'registry', rows: [hospital(at, 900)] })),
      { number: 1, source: 'court', rows: [listed(900)] },
      { number: 2, source: 'medical-insurance', rows: [finding(9700, 900)] },
      { number: 3, source: 'registry', rows: [hospital(150), doctor(900, 150)] },
      { number: 200, source: 'registry', rows: [hospital(150, 900)] },
    ];
    const files: string[][] = [];
    for (let order = 0; order < 3; order++) {
      const region = openRegion(await openTable());
      for (const batch of order === 0 ? batches : shuffled(batches, random)) await region.take(batch);
      for (const at of [...institutions, 150]) await checked(region, at, [900]);
      await region.take({ number: 4, source: 'court', rows: [listed(900, '2026-05-05')] });
      await region.take({ number: 5, source: 'registry', rows: [hospital(140, 900)] });
      await region.take({ number: 6, source: 'medical-insurance', rows: [finding(9701, 900)] });
      const said: string[] = [];
      for (const at of [...institutions, 140, 150]) said.push(await checked(region, at, [900]));
      files.push(said);
      const { relationsApart } = await region.store.readFolder(region.personOf(900));
      expect(relationsApart?.size).toBe(24);
      expect((await region.store.readCondensed(region.personOf(900))).facts.length).toBeLessThan(14);
    }
    expect(files[1]).toEqual(files[0]);
    expect(files[2]).toEqual(files[0]);
  });

  it('touches none of them with a decision that is no listing, and one with a further relation', async () => {
    const region = openRegion(await openTable());
    for (const at of institutions)
      await region.take({ number: at, source: 'registry', rows: [hospital(at, 901)] });
    await region.take({ number: 1, source: 'court', rows: [listed(901)] });
    const written: string[] = [];
    const watched: FolderStore = {
      ...region.store,
      putLink: (institution, link) => {
        written.push(institution);
        return region.store.putLink(institution, link);
      },
      putFile: (file) => {
        if (file.category === 'medical-institution') written.push(file.party);
        return region.store.putFile(file);
      },
    };
    await region.take({ number: 2, source: 'medical-insurance', rows: [finding(9800, 901)] }, watched);
    expect(written).toEqual([]);
    await region.take({ number: 3, source: 'registry', rows: [hospital(141, 901)] }, watched);
    expect(new Set(written)).toEqual(new Set([region.partyOf(141)]));
    for (const at of [...institutions, 141]) await checked(region, at, [901]);
  });

  it('is complete after a stop between any two writes of a relation or a listing', async () => {
    const region = openRegion(await openTable());
    for (const at of institutions)
      await region.take({ number: at, source: 'registry', rows: [hospital(at, 902)] });
    let writes = 0;
    for (let stopAt = 0; ; stopAt++) {
      writes = 0;
      const stopping = stoppingAfter(region.store, stopAt, () => writes++);
      const batch: Batch = { number: 500 + stopAt, source: 'registry', rows: [hospital(200 + stopAt, 902)] };
      const isDone = await region.take(batch, stopping).then(
        () => true,
        () => false,
      );
      if (stopAt === 2) await region.take({ number: 1, source: 'court', rows: [listed(902)] });
      await region.take(batch);
      await checked(region, 200 + stopAt, [902]);
      if (isDone && stopAt > 2) break;
    }
    expect(writes).toBeGreaterThan(4);
    for (const at of institutions) await checked(region, at, [902]);
  });
});
