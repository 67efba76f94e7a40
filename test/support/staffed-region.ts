import { expect } from 'vitest';
import { projectParties, projectReached } from '../../functions/keep-records/project-reached.ts';
import type { Random } from '../../infra/samples/random.ts';
import type { Link } from '../../lib/credit-file/facts/fact.ts';
import { canonicalJson } from '../../lib/credit-file/facts/identity.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { attributionsOf } from '../../lib/credit-file/projection/attribution.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import {
  type Folder,
  folderDigestOf,
  projectFolder,
} from '../../lib/credit-file/projection/project-folder.ts';
import { coreDigestOf } from '../../lib/credit-file/projection/sheet-body.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import { WriteConflict } from '../../lib/credit-file/write-conflict.ts';
import { verifyFile } from '../../lib/evaluation/verify.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import type { Source } from '../../lib/shared/source.ts';
import { type CaseworkMessage, recordsMessage } from '../../schemas/messages.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import { batchTaker } from './batches.ts';
import { openIntake } from './intake.ts';
import type { TestTable } from './test-table.ts';

const now = new Date('2026-06-30T04:00:00Z');
const numbered = (check: (body: string) => string, body: string): string => `${body}${check(body)}`;
const hospitalNumber = (at: number) => numbered(usccCheck, `12540100MA7K${String(at).padStart(5, '0')}`);
export const personNumber = (at: number) =>
  numbered(residentIdCheck, `540102${1960 + (at % 30)}0101${String(at).padStart(3, '0')}`);

export const hospital = (at: number, representative?: number): FeedRecord => ({
  type: 'registration',
  subject: { category: 'medical-institution', scheme: 'uscc', id: hospitalNumber(at), name: `第${at}医院` },
  status: 'active',
  ...(representative !== undefined && {
    legalRepresentative: { name: '平措', residentId: personNumber(representative) },
  }),
});
/** The pharmacy of a hospital, under the same code: a second file of one party. */
export const pharmacyOf = (at: number): FeedRecord => ({
  type: 'registration',
  subject: { category: 'pharmacy', scheme: 'uscc', id: hospitalNumber(at), name: `第${at}医院` },
  status: 'active',
});
export const doctor = (at: number, employer: number, from = '2026-01-01', to?: string): FeedRecord => ({
  type: 'registration',
  subject: { category: 'doctor', scheme: 'resident-id', id: personNumber(at), name: '平措' },
  employment: { employerId: hospitalNumber(employer), from: day(from), ...(to && { to: day(to) }) },
  status: 'active',
});

type Decision = Extract<FeedRecord, { type: 'decision' }>;
export const finding = (number: number, of: number, more: Partial<Decision> = {}): FeedRecord => ({
  type: 'decision',
  subject: { category: 'doctor', scheme: 'resident-id', id: personNumber(of), name: '平措' },
  documentNumber: `藏医保决〔2026〕${number}号`,
  authority: { kind: 'medical-insurance', name: '西藏自治区医疗保障局' },
  decidedOn: day(`2026-0${1 + (number % 5)}-${String(1 + (number % 28)).padStart(2, '0')}`),
  status: 'original',
  content: { kind: 'finding', indicator: 'dr.interview', count: 1 },
  usage: 'public',
  ...more,
});
export const ofHospital = (number: number, of: number): FeedRecord =>
  finding(number, 0, {
    subject: { category: 'medical-institution', scheme: 'uscc', id: hospitalNumber(of), name: `第${of}医院` },
    content: { kind: 'finding', indicator: 'mi.interview', count: 1 },
  });
export const listed = (of: number, removedOn?: string): FeedRecord =>
  finding(0, of, {
    subject: { scheme: 'resident-id', id: personNumber(of), name: '平措' },
    documentNumber: `（2026）藏01执${of}号`,
    authority: { kind: 'court', name: '拉萨市中级人民法院' },
    decidedOn: day('2026-03-02'),
    content: {
      kind: 'listing',
      list: 'judgment-defaulter',
      listedOn: day('2026-03-02'),
      ...(removedOn && { removedOn: day(removedOn) }),
    },
    ...(removedOn && { status: 'amendment', decidedOn: day(removedOn) }),
  });

/** One batch of a source; its number names its run, whenever it is taken. */
export interface Batch {
  readonly number: number;
  readonly source: Source;
  readonly rows: readonly FeedRecord[];
}

/** A region whose batches are taken as `keep-records` takes them. */
export function openRegion({ table }: TestTable) {
  const intake = openIntake(table);
  const { folders: store, vault } = intake;
  /** Takes a batch as `keep-records` does, with the messages that it sends. */
  async function take({ number, source, rows }: Batch, over: FolderStore = store): Promise<string[]> {
    const ports: IntakePorts = { ...intake.ports, store: over };
    const sent: string[] = [];
    const records = { send: async (bodies: readonly string[]) => void sent.push(...bodies) };
    const taker = batchTaker(table, { ...intake, ports });
    const { outcomes, reached } = await taker(rows, source, number);
    await projectReached(reached, { ports, records });
    for (const text of sent) {
      const message = recordsMessage.parse(JSON.parse(text)) as CaseworkMessage;
      if ('project' in message) await projectParties(message.project, { ports });
    }
    return outcomes.map(({ row, kind }) => `${row} ${kind}`).sort();
  }
  const partyOf = (at: number): PartyKey => vault.partyKey('uscc', hospitalNumber(at));
  const personOf = (at: number): PartyKey => vault.partyKey('resident-id', personNumber(at));
  return { ...intake, store, take, partyOf, personOf };
}
export type Region = ReturnType<typeof openRegion>;

/** The outcome after as many attempts as it takes, as a queue brings a message again. */
export async function takenInTheEnd(region: Region, batch: Batch): Promise<string[]> {
  for (;;) {
    try {
      return await region.take(batch);
    } catch (error) {
      if (!(error instanceof WriteConflict)) throw error;
    }
  }
}

/** What receivers and officers see of a file: everything but the counters of its writes. */
const contentOf = ({ gradeInForce, ...file }: FileState): string => {
  const { folderDigest: _f, revision: _r, version: _v, deliveries, leases: _l, digest: _g, ...said } = file;
  return canonicalJson({
    ...said,
    identity: file.identity.digest,
    gradeInForce: { ...gradeInForce, sheet: coreDigestOf(gradeInForce?.sheet) },
    wanted: Object.entries(deliveries).map(([receiver, { wanted }]) => [receiver, wanted.digest]),
  });
};

/** The links of an institution as they follow from the facts of the persons, without what is stored. */
async function linksFrom(region: Region, institution: PartyKey, persons: readonly number[]): Promise<Link[]> {
  const found: Link[] = [];
  for (const at of persons) {
    const { party, facts } = await region.store.readFolder(region.personOf(at));
    const entries = new Map<string, Link['entries'][number]>();
    for (const [named, attributed] of attributionsOf(facts, region.ports.policy.book))
      if ((await homeOf(named, region.store)) === institution)
        for (const entry of attributed) entries.set(`${entry.matter}/${entry.fact}`, entry);
    if (entries.size > 0) found.push({ person: party, drawnFrom: 0, entries: [...entries.values()] });
  }
  return found;
}

const saidBy = (links: readonly Link[]): string[] =>
  links
    .filter(({ entries }) => entries.length > 0)
    .map(({ person, entries }) => `${person} ${entries.map(canonicalJson).sort().join()}`)
    .sort();

const projected = (region: Region, folder: Folder, isDetailed = false) => {
  const { policy } = region.ports;
  return projectFolder(folder, { now, scorer: scoreCase, policy, isDetailed });
};

/**
 * Reads a hospital in every way, and checks that all say what the facts of hospital and persons say.
 * @returns what its files say
 */
export async function checked(region: Region, at: number, persons: readonly number[]): Promise<string> {
  const party = region.partyOf(at);
  const whole = await region.store.readFolder(party);
  const condensed = await region.store.readCondensed(party);
  const links = await linksFrom(region, party, persons);
  expect(saidBy(whole.links)).toEqual(saidBy(links));
  const { fold: _fold, slotted: _slotted, linkSlots: _slots, linksOutside: _outside, ...bare } = whole;
  for (const folder of [{ ...bare, links }, whole, condensed])
    expect(projected(region, folder).map(({ changed }) => changed)).toEqual(
      [...whole.files].map(() => false),
    );
  const detailed = projected(region, { ...bare, links }, true);
  for (const file of whole.files.values()) {
    expect(folderDigestOf(condensed)).toBe(file.folderDigest);
    expect(folderDigestOf(whole)).toBe(file.folderDigest);
    const named = detailed.find((one) => one.file.category === file.category)?.file;
    expect([named?.gradeInForce?.score, named?.published, named?.disclosure]).toEqual([
      file.gradeInForce?.score,
      file.published,
      file.disclosure,
    ]);
    const sheets = await region.store.readSheets(file);
    const { policy } = region.ports;
    expect(verifyFile(whole, file, { scorer: scoreCase, policy, sheets, now }).findings).toEqual([]);
  }
  expect(whole.files.has('medical-institution')).toBe(true);
  return [...whole.files.values()].map(contentOf).join();
}

export const shuffled = <T>(values: readonly T[], random: Random): T[] =>
  values
    .map((value) => [random.below(1_000_000), value] as const)
    .sort(([a], [b]) => a - b)
    .map(([, value]) => value);

export const range = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, at) => from + at);
export const staff = range(70, 1);

/**
 * Two hospitals, one with a pharmacy, and their doctors, some of whom move; and what authorities decide of the doctors, of the
 * hospitals, and of one who represents both.
 */
export function randomBatches(random: Random): Batch[] {
  const registry: FeedRecord[] = [
    hospital(1, 1),
    hospital(2, 1),
    pharmacyOf(1),
    ...staff.map((at) =>
      doctor(at, at % 5 === 0 ? 2 : 1, '2026-01-01', at % 7 === 0 ? '2026-02-28' : undefined),
    ),
    ...staff.filter((at) => at % 7 === 0).map((at) => doctor(at, at % 5 === 0 ? 1 : 2, '2026-03-01')),
  ];
  const plain = staff.flatMap((at) => [finding(at, at), ...(at % 3 === 0 ? [finding(1000 + at, at)] : [])]);
  const about = range(8 + random.below(20)).map((index): FeedRecord => {
    const of = 1 + random.below(70);
    switch (random.below(7)) {
      case 0:
        return finding(of, of, { status: 'revocation' });
      case 1:
        return finding(of, of, {
          status: 'amendment',
          content: { kind: 'finding', indicator: 'dr.interview', count: 3 },
        });
      case 2:
        return finding(2000 + index, of, { usage: 'restricted' });
      case 3:
        return finding(3000 + index, of, {
          authority: { kind: 'court', name: '拉萨市中级人民法院' },
          content: { kind: 'finding', indicator: 'dr.fraud-conviction', count: 1 },
        });
      case 4:
        return finding(4000 + index, of, { decidedOn: day('2025-11-03') });
      case 5:
        return ofHospital(5000 + index, 1 + random.below(2));
      default:
        return finding(6000 + index, of, { content: { kind: 'penalty', penalties: ['none'] } });
    }
  });
  const batches: Batch[] = [];
  let number = 1;
  const cut = (rows: readonly FeedRecord[], source: Source): void => {
    for (let at = 0; at < rows.length; ) {
      const some = rows.slice(at, at + 1 + random.below(25));
      batches.push({ number: number++, source, rows: some });
      at += some.length;
    }
  };
  cut(shuffled(registry, random), 'registry');
  cut(shuffled([...plain, ...about], random), 'medical-insurance');
  cut([listed(1)], 'court');
  if (random.chance(0.5)) cut([listed(1, '2026-05-05')], 'court');
  return batches;
}
