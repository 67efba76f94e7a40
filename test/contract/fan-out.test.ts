import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectParties, projectReached } from '../../functions/keep-records/project-reached.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import { type CaseworkMessage, recordsMessage } from '../../schemas/messages.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import { batchTaker } from '../support/batches.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** What the records of persons mean for their institutions, however many of them a batch has. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const numbered = (check: (body: string) => string, body: string): string => `${body}${check(body)}`;
const hospitalNumber = (at: number) => numbered(usccCheck, `12540100MA7T${String(at).padStart(5, '0')}`);
const personNumber = (at: number) =>
  numbered(residentIdCheck, `54010219800101${String(at).padStart(3, '0')}`);

const hospital = (at: number, more: object = {}): FeedRecord => ({
  type: 'registration',
  subject: { category: 'medical-institution', scheme: 'uscc', id: hospitalNumber(at), name: `第${at}医院` },
  status: 'active',
  ...more,
});
const doctor = (at: number, employer: number): FeedRecord => ({
  type: 'registration',
  subject: { category: 'doctor', scheme: 'resident-id', id: personNumber(at), name: '平措' },
  employment: { employerId: hospitalNumber(employer), from: day('2026-01-01') },
  status: 'active',
});
const finding = (at: number): FeedRecord => ({
  type: 'decision',
  subject: { category: 'doctor', scheme: 'resident-id', id: personNumber(at), name: '平措' },
  documentNumber: `藏医保决〔2026〕${at}号`,
  authority: { kind: 'medical-insurance', name: '西藏自治区医疗保障局' },
  decidedOn: day('2026-03-02'),
  status: 'original',
  content: { kind: 'finding', indicator: 'doc.interview', count: 1 },
  usage: 'public',
});
const listed = (at: number): FeedRecord => ({
  type: 'decision',
  subject: { scheme: 'resident-id', id: personNumber(at), name: '平措' },
  documentNumber: `（2026）藏01执${at}号`,
  authority: { kind: 'court', name: '拉萨市中级人民法院' },
  decidedOn: day('2026-03-02'),
  status: 'original',
  content: { kind: 'listing', list: 'judgment-defaulter', listedOn: day('2026-03-02') },
  usage: 'public',
});
const represented = (at: number, by: number): FeedRecord =>
  hospital(at, { legalRepresentative: { name: '平措', residentId: personNumber(by) } });

/** Batches, each of a run of its own, and the writes of institutions' files and links that they cost. */
function openBatches(source: 'medical-insurance' | 'registry' | 'court' = 'medical-insurance') {
  const intake = openIntake(real.table);
  const [files, links, sent]: [string[], string[], string[]] = [[], [], []];
  const { store } = intake.ports;
  const ports = {
    ...intake.ports,
    store: {
      ...store,
      putFile: async (file: Parameters<typeof store.putFile>[0]) => {
        files.push(`${file.category}/${file.party}`);
        return store.putFile(file);
      },
      putLink: async (institution: PartyKey, link: Parameters<typeof store.putLink>[1]) => {
        links.push(institution);
        return store.putLink(institution, link);
      },
    },
  };
  const records = { send: async (bodies: readonly string[]) => void sent.push(...bodies) };
  const takeFrom = batchTaker(real.table, { ...intake, ports });
  const take = (batch: readonly FeedRecord[], of: typeof source = source, number?: number) =>
    takeFrom(batch, of, number);
  const written = (): { files: number; links: number } => {
    const counts = {
      files: files.filter((name) => name.startsWith('medical-institution')).length,
      links: links.length,
    };
    files.length = 0;
    links.length = 0;
    return counts;
  };
  const linksOf = async (at: number) =>
    (await store.readFolder(intake.vault.partyKey('uscc', hospitalNumber(at)))).links;
  const scoreOf = async (at: number) =>
    (
      await store.readFile({
        party: intake.vault.partyKey('uscc', hospitalNumber(at)),
        category: 'medical-institution',
      })
    )?.gradeInForce?.score;
  return { ports, records, sent, take, written, linksOf, scoreOf };
}

describe('the decisions about doctors of one hospital', () => {
  it('in one batch project the hospital once, and count for it each', async () => {
    const { take, written, scoreOf, linksOf, ports, records } = openBatches();
    await take([hospital(1), ...Array.from({ length: 12 }, (_, at) => doctor(at + 1, 1))], 'registry');
    const clean = await scoreOf(1);
    written();
    const { reached, outcomes } = await take(Array.from({ length: 12 }, (_, at) => finding(at + 1)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(12).fill('accepted'));
    expect(reached.size).toBe(1);
    expect(written()).toEqual({ files: 0, links: 0 });
    await projectReached(reached, { ports, records });
    expect(written()).toEqual({ files: 1, links: 12 });
    expect(await linksOf(1)).toHaveLength(12);
    expect(Number(await scoreOf(1))).toBeLessThan(Number(clean));
  });

  it('reach the hospital again when a batch comes again after it stopped before that', async () => {
    const { take, scoreOf, ports, records } = openBatches();
    await take([hospital(2), doctor(21, 2)], 'registry');
    const clean = await scoreOf(2);
    await take([finding(21)], 'medical-insurance', 9);
    expect(await scoreOf(2)).toBe(clean);
    const again = await take([finding(21)], 'medical-insurance', 9);
    expect(again.outcomes).toMatchObject([{ kind: 'accepted' }]);
    await projectReached(again.reached, { ports, records });
    expect(await scoreOf(2)).not.toBe(clean);
  });
});

describe('an institution of a known representative', () => {
  it('touches itself alone when it is registered, and all of them when the representative is listed', async () => {
    const { take, written, linksOf, ports, records } = openBatches('court');
    const first = Array.from({ length: 10 }, (_, at) => represented(100 + at, 50));
    await projectReached((await take(first, 'registry')).reached, { ports, records });
    await projectReached((await take([listed(50)])).reached, { ports, records });
    expect(written()).toMatchObject({ links: 10 });
    const { reached } = await take([represented(110, 50)], 'registry');
    await projectReached(reached, { ports, records });
    expect(written()).toEqual({ files: 2, links: 1 });
    expect(await linksOf(110)).toMatchObject([{ entries: [{ matter: 'representative-listed' }] }]);
    expect(await linksOf(100)).toMatchObject([{ entries: [{ matter: 'representative-listed' }] }]);
  });

  it('is one of so many that they are projected by further messages', async () => {
    const { take, written, ports, records, sent } = openBatches('court');
    const all = Array.from({ length: 60 }, (_, at) => represented(200 + at, 60));
    await take(all, 'registry');
    written();
    const { reached } = await take([listed(60)]);
    expect(reached.size).toBe(60);
    await projectReached(reached, { ports, records });
    expect(written()).toEqual({ files: 0, links: 60 });
    const messages = sent.map((text) => recordsMessage.parse(JSON.parse(text)) as CaseworkMessage);
    expect(messages).toHaveLength(2);
    for (const message of messages)
      if ('project' in message) await projectParties(message.project, { ports });
    expect(written()).toEqual({ files: 60, links: 0 });
  });
});
