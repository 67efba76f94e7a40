import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../infra/samples/random.ts';
import type { DecisionFact, RegistrationFact } from '../../lib/credit-file/facts/fact.ts';
import { contentDigest, digestOf, documentKey, partOf } from '../../lib/credit-file/facts/identity.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import {
  type Folder,
  folderDigestOf,
  projectFolder,
} from '../../lib/credit-file/projection/project-folder.ts';
import { coreDigestOf } from '../../lib/credit-file/projection/sheet-body.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import { takeWithdrawal } from '../../lib/credit-file/take-withdrawal.ts';
import type { Taken } from '../../lib/credit-file/taken.ts';
import { WriteConflict } from '../../lib/credit-file/write-conflict.ts';
import { verifyFile } from '../../lib/evaluation/verify.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { day } from '../../lib/shared/day.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import type { DecisionContent } from '../../schemas/record.ts';
import { publicationFact } from '../support/facts.ts';
import { policyWith } from '../support/policy.ts';
import { portsOver } from '../support/ports.ts';
import { stoppingAfter } from '../support/stopping-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/**
 * A party with very many decisions is projected from sums. Whatever comes in, in whatever order, its file is the one that
 * follows from all of its facts; and its grade the one that follows from each of them by itself.
 */
let real: TestTable;
let store: FolderStore;
let ports: IntakePorts;
const now = new Date('2026-06-30T04:00:00Z');
const policy = policyWith();
beforeAll(async () => {
  real = await openTestTable();
  store = createFolderStore(real.table);
  ports = portsOver(store);
});
afterAll(() => real.close());

const identity = { sealed: 'sealed' as Sealed, digest: 'identity', nameDigest: 'name' };
const origin = {
  run: 'registry',
  row: 1,
  batch: 0,
  fileSha256: 'sha',
  source: 'registry',
  by: 'bureau',
  receivedAt: '2026-01-05T01:00:00.000Z',
} as const;
type Institution = 'medical-institution' | 'pharmacy';
const registered = (category: Institution): RegistrationFact => ({
  type: 'registration',
  key: `R.${category}.1`,
  origin,
  category,
  scheme: 'uscc',
  identity,
  status: 'active',
});

let parties = 0;
async function openPartyWith(categories: readonly Institution[]): Promise<PartyKey> {
  const party = `folded${String(++parties).padStart(16, '0')}` as PartyKey;
  for (const category of categories) await store.addFact(party, registered(category));
  await projectParty(party, ports);
  return party;
}

/** What a decision says, and of which file; of a penalty none is named. */
interface Content {
  readonly content: DecisionContent;
  readonly category?: Institution;
}

const ofPharmacy: readonly Content[] = [
  { content: { kind: 'penalty', penalties: ['fine'], fineCny: '1234.56' }, category: 'pharmacy' },
  {
    content: { kind: 'penalty', penalties: ['licence-withheld', 'fine'], fineCny: '100' },
    category: 'pharmacy',
  },
  { content: { kind: 'finding', indicator: 'ph.interview', count: 2 }, category: 'pharmacy' },
  { content: { kind: 'finding', indicator: 'ph.circular', count: 1 }, category: 'pharmacy' },
];
const ofBoth: readonly Content[] = [
  { content: { kind: 'penalty', penalties: ['fine'], fineCny: '1234.56' } },
  { content: { kind: 'finding', indicator: 'mi.interview', count: 1 }, category: 'medical-institution' },
  { content: { kind: 'finding', indicator: 'ph.interview', count: 2 }, category: 'pharmacy' },
  { content: { kind: 'penalty', penalties: ['licence-withheld', 'fine'], fineCny: '100' } },
];

interface Said {
  readonly number?: string;
  readonly decidedOn?: string;
  readonly status?: DecisionFact['status'];
  readonly content?: Content;
  readonly row?: number;
  readonly receivedOn?: string;
  readonly usage?: DecisionFact['usage'];
}

type Decide = (at: number, said?: Said) => DecisionFact;

function decisionAmong(contents: readonly Content[], at: number, said: Said = {}): DecisionFact {
  const { decidedOn = `2026-0${1 + (at % 5)}-${String(1 + (at % 28)).padStart(2, '0')}` } = said;
  const { content: of = contents[at % contents.length] as Content, status = 'original' } = said;
  const { content, category } = of;
  const { row = at, receivedOn = '2026-06-01', usage = 'public' } = said;
  const named = {
    documentNumber: said.number ?? `藏医保决〔2026〕${at}号`,
    authority: { name: '医疗保障局', kind: 'medical-insurance', id: '11540000MB0000001X' } as const,
  };
  const on = day(decidedOn);
  const digest = contentDigest({
    status,
    decidedOn: on,
    actOn: on,
    content,
    subject: { ...(category && { category }) },
  });
  const document = documentKey(named);
  return {
    type: 'decision',
    key: ['D', document, digestOf(partOf(content)), status, digest].join('.'),
    origin: {
      ...origin,
      source: 'medical-insurance',
      run: `run${receivedOn}`,
      row,
      receivedAt: `${receivedOn}T01:00:00.000Z`,
    },
    document,
    joinsSpellings: true,
    ...named,
    decidedOn: on,
    actOn: on,
    status,
    content,
    usage,
    category,
    scheme: 'uscc',
    identity,
    createsSubject: category !== undefined,
  };
}

const shuffled = <T>(values: readonly T[], random: Random): T[] =>
  values
    .map((value) => [random.below(1_000_000), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);

/** Decisions as authorities send them: many plain ones, and some that are about others. */
function randomDecisions(decision: Decide, contents: readonly Content[], random: Random): DecisionFact[] {
  const many = 60 + random.below(60);
  const plain = Array.from({ length: many }, (_, at) => decision(at));
  const about = Array.from({ length: random.below(12) }, (_, index): DecisionFact => {
    const at = random.below(many + 5);
    const row = 1000 + index;
    switch (random.below(7)) {
      case 0:
        return decision(at, { status: 'revocation', row });
      case 1:
        return decision(at, { status: 'amendment', row, content: contents[(at + 1) % 4] as Content });
      case 2:
        return decision(at, { row, receivedOn: '2026-05-20' });
      case 3:
        return decision(at, { row, number: `藏医保决[2026]第0${at}号` });
      case 4:
        return decision(at, {
          row,
          content: { content: { kind: 'finding', indicator: 'ph.circular', count: 7 }, category: 'pharmacy' },
        });
      case 5:
        return decision(at, { row, decidedOn: '2025-11-03', number: `藏医保决〔2025〕${at}号` });
      default:
        return decision(at, { row, usage: 'restricted', number: `藏医保密〔2026〕${at}号` });
    }
  });
  return shuffled([...plain, ...about], random);
}

async function takeAll(party: PartyKey, facts: readonly DecisionFact[], random: Random): Promise<void> {
  for (let at = 0; at < facts.length; ) {
    const some = facts.slice(at, at + 1 + random.below(30));
    // A batch has rows of one run, in their order.
    for (const rows of Map.groupBy(some, ({ origin: { run } }) => run).values()) {
      const batch = rows.toSorted((a, b) => a.origin.row - b.origin.row);
      for (let times = random.chance(0.1) ? 2 : 1; times > 0; times--)
        await takeDecisions(party, batch, ports);
    }
    at += some.length;
  }
}

/** The outcome after as many attempts as it takes: a queue brings a message again whose attempts all met other writers. */
async function takenInTheEnd(party: PartyKey, batch: readonly DecisionFact[]): Promise<Taken[]> {
  for (;;) {
    try {
      return await takeDecisions(party, batch, ports);
    } catch (error) {
      if (!(error instanceof WriteConflict)) throw error;
    }
  }
}

/** What receivers and officers see of a file: everything but the counters of its writes. */
const contentOf = ({ gradeInForce, ...file }: FileState): unknown => {
  const {
    party: _party,
    folderDigest: _f,
    revision: _r,
    version: _v,
    deliveries: _d,
    leases: _l,
    digest: _g,
    ...said
  } = file;
  return { ...said, gradeInForce: { ...gradeInForce, sheet: coreDigestOf(gradeInForce?.sheet) } };
};

const projected = (folder: Folder, isDetailed = false) =>
  projectFolder(folder, { now, scorer: scoreCase, policy, isDetailed });

/** Reads a party in every way, and checks that all say the same. @returns its files */
async function checked(party: PartyKey): Promise<[FileState, ...FileState[]]> {
  const whole = await store.readFolder(party);
  const condensed = await store.readCondensed(party);
  for (const folder of [whole, condensed])
    expect(projected(folder).map(({ changed }) => changed)).toEqual([...whole.files].map(() => false));
  const [first, ...others] = [...whole.files.values()];
  if (!first) throw new Error('no file');
  for (const file of [first, ...others]) await checkedFile(file, { whole, condensed });
  return [first, ...others];
}

async function checkedFile(
  file: FileState,
  { whole, condensed }: { whole: Folder; condensed: Folder },
): Promise<void> {
  expect(folderDigestOf(condensed)).toBe(file.folderDigest);
  expect(folderDigestOf(whole)).toBe(file.folderDigest);
  const detailed = projected(whole, true).find((one) => one.file.category === file.category)?.file;
  if (!detailed) throw new Error('no file');
  expect(detailed.gradeInForce).toMatchObject({
    score: file.gradeInForce?.score,
    grade: file.gradeInForce?.grade,
    vetoed: file.gradeInForce?.vetoed,
  });
  expect([detailed.published, detailed.disclosure, detailed.sanctions]).toEqual([
    file.published,
    file.disclosure,
    file.sanctions,
  ]);
  const sheets = await store.readSheets(file);
  expect(verifyFile(whole, file, { scorer: scoreCase, policy, sheets, now }).findings).toEqual([]);
}

describe.each([
  { files: 'one file', categories: ['pharmacy'], contents: ofPharmacy },
  { files: 'two files', categories: ['medical-institution', 'pharmacy'], contents: ofBoth },
] as const)('a party with $files and very many decisions', ({ categories, contents }) => {
  const openParty = () => openPartyWith(categories);
  const decision: Decide = (at, said) => decisionAmong(contents, at, said);

  it.each([1, 2, 3, 4, 5, 6])('has the file that follows from its facts, in any order (%i)', async (seed) => {
    const random = createRandom(seed);
    const facts = randomDecisions(decision, contents, random);
    const one = await openParty();
    await takeAll(one, facts, random);
    const other = await openParty();
    await takeAll(other, shuffled(facts, random), random);
    expect((await checked(other)).map(contentOf)).toEqual((await checked(one)).map(contentOf));
    expect((await store.readFolder(one)).fold).toBeDefined();
  });

  it('names each of few decisions, also after a batch that repeated most of them', async () => {
    const party = await openParty();
    const few = Array.from({ length: 12 }, (_, at) => decision(at));
    await takeDecisions(party, few, ports);
    const again = few.map((fact) => ({ ...fact, origin: { ...fact.origin, run: 'later', row: 900 } }));
    await takeDecisions(party, [...again, ...again, ...again, decision(40), decision(41)], ports);
    expect((await store.readFolder(party)).fold).toBeDefined();
    for (let at = 42; at < 62; at++) {
      await takeDecisions(party, [decision(at)], ports);
      await checked(party);
    }
    const { facts } = await store.readFolder(party);
    expect(facts.filter(({ type }) => type === 'decision')).toHaveLength(34);
  });

  it('does not read the decisions that it sums, and reads them again once something is said about one', async () => {
    const party = await openParty();
    for (let from = 0; from < 120; from += 30)
      await takeDecisions(
        party,
        Array.from({ length: 30 }, (_, at) => decision(from + at)),
        ports,
      );
    await takeDecisions(party, [decision(500)], ports);
    const condensed = await store.readCondensed(party);
    expect(condensed.isCondensed).toBe(true);
    expect(condensed.facts.length).toBeLessThan(70);
    const [before] = await checked(party);
    await takeWithdrawal(
      party,
      { of: decision(60).key, isWithdrawn: true, by: 'officer', at: '2026-06-02T00:00:00Z', reason: '误报' },
      ports,
    );
    expect((await store.readCondensed(party)).isCondensed).toBeUndefined();
    await projectParty(party, ports);
    const [after] = await checked(party);
    expect(after.gradeInForce?.sheet).not.toBe(before.gradeInForce?.sheet);
    const again = await store.readCondensed(party);
    expect(again.isCondensed).toBe(true);
    expect(again.facts.map(({ key }) => key)).toContain(decision(60).key);
    await takeDecisions(party, [decision(501)], ports);
    await checked(party);
  });

  it('counts what came in before a publication in it, and what comes after as late', async () => {
    const party = await openParty();
    const of2025 = (at: number) =>
      decision(at, { decidedOn: '2025-10-10', number: `藏医保决〔2025〕${at}号` });
    await takeDecisions(
      party,
      Array.from({ length: 50 }, (_, at) => of2025(at)),
      ports,
    );
    await takeDecisions(
      party,
      Array.from({ length: 50 }, (_, at) => decision(at)),
      ports,
    );
    const { facts } = await store.readFolder(party);
    for (const category of categories) await store.addFact(party, publicationFact(2025, facts, category));
    await projectParty(party, ports);
    await checked(party);
    await takeDecisions(party, [of2025(70), decision(71)], ports);
    for (const { published } of await checked(party)) expect(published).toHaveLength(1);
    const { facts: known } = await store.readFolder(party);
    expect(known.filter(({ type }) => type === 'decision')).toHaveLength(102);
  });

  it('loses nothing and counts nothing twice when batches come at the same time, and again', async () => {
    const random = createRandom(11);
    const party = await openParty();
    const all = Array.from({ length: 120 }, (_, at) => decision(at));
    const batches = Array.from({ length: 8 }, (_, at) => all.slice(at * 15, at * 15 + 15));
    const late = [
      decision(7, { status: 'revocation', row: 900 }),
      decision(90, { row: 901, number: '另〔2026〕1号' }),
    ];
    const once = await Promise.all([...batches, late].map((batch) => takenInTheEnd(party, batch)));
    expect(once.flat().every(({ kind }) => kind === 'accepted')).toBe(true);
    const files = await checked(party);
    await Promise.all(shuffled(batches, random).map((batch) => takenInTheEnd(party, batch)));
    expect((await checked(party)).map(contentOf)).toEqual(files.map(contentOf));
    const { facts } = await store.readFolder(party);
    expect(facts.filter(({ type }) => type === 'decision')).toHaveLength(122);
  });

  it('is complete after a stop between any two writes', async () => {
    const party = await openParty();
    const before = Array.from({ length: 40 }, (_, at) => decision(at));
    await takeDecisions(party, before, ports);
    const coming = Array.from({ length: 5 }, (_, at) => decision(100 + at));
    let writes = 0;
    for (let stopAt = 0; ; stopAt++) {
      writes = 0;
      const stopping = stoppingAfter(store, stopAt, () => writes++);
      const batch = coming.map((_, at) => decision(100 + at + stopAt * 10));
      const isDone = await takeDecisions(party, batch, { ...ports, store: stopping }).then(
        () => true,
        () => false,
      );
      await takeDecisions(party, [decision(5000 + stopAt)], ports);
      expect(await takeDecisions(party, batch, ports)).toEqual(batch.map(() => ({ kind: 'accepted' })));
      await checked(party);
      if (isDone) break;
    }
    expect(writes).toBeGreaterThan(6);
  });
});

describe('a party that gets a second file', () => {
  const decision: Decide = (at, said) => decisionAmong(ofBoth, at, said);
  const few = (from: number) => Array.from({ length: 40 }, (_, at) => decision(from + at));
  const take = (party: PartyKey, facts: readonly DecisionFact[]) => takeDecisions(party, facts, ports);

  it('is summed for both from then on, and its files are those of one that had both', async () => {
    const [party, both] = [await openPartyWith(['pharmacy']), await openPartyWith(['pharmacy'])];
    await store.addFact(both, registered('medical-institution'));
    await projectParty(both, ports);
    const penalties = few(0).filter(({ content }) => content.kind === 'penalty');
    const more = few(100).filter(({ category }) => category !== 'medical-institution');
    await take(party, penalties);
    await take(party, more);
    expect((await store.readFolder(party)).fold?.category).toBe('pharmacy');
    await store.addFact(party, registered('medical-institution'));
    expect((await store.readCondensed(party)).isCondensed).toBeUndefined();
    await projectParty(party, ports);
    await checked(party);
    await take(party, few(200));
    await take(party, few(300));
    for (const facts of [few(300), more, few(200), penalties]) await take(both, facts);
    expect((await checked(party)).map(contentOf)).toEqual((await checked(both)).map(contentOf));
    const condensed = await store.readCondensed(party);
    expect(condensed.isCondensed).toBe(true);
    expect(condensed.facts.length).toBeLessThan(60);
  });
});
