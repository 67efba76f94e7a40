import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../infra/cli/client.ts';
import { changedCycles, verifyTable } from '../../infra/cli/verify.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { Category } from '../../lib/shared/category.ts';
import { addMonths, day } from '../../lib/shared/day.ts';
import { usccCheck } from '../../lib/shared/identifiers.ts';
import { createEvaluationStore } from '../../lib/store/evaluation-store.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { openTable } from '../../lib/store/table.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { handInRepair } from '../support/evidence.ts';
import { onLocalHost } from '../support/on-local-host.ts';
import { onePerKind, withByteChanged } from '../support/planted.ts';
import {
  boss,
  doctor,
  finding,
  hospital,
  nurse,
  patient,
  penalty,
  pharmacy,
  registry,
} from '../support/records.ts';
import { beginRotation, endRotation } from '../support/rotate.ts';
import { sealedKinds } from '../support/sealed.ts';
import { expectNobodyNamed } from '../support/storage.ts';

/**
 * A bureau's years through the API. Every figure is computed by hand in a comment. The clock starts on Tuesday,
 * 2026-06-30. The years 2026 to 2029 are evaluated in the January after each.
 */
let connector: Connector;
let officers: Record<'first' | 'second', Client>;

const institution = (body: string, name: string) => ({ id: body + usccCheck(body), name });
const [county, clinic, vetoed] = [
  institution('12540121433210004', '林周测试县医院'),
  institution('12540122433210005', '当雄测试诊所'),
  institution('12540123433210006', '尼木测试医院'),
];
const everybody: readonly object[] = [
  ...registry,
  ...[county, clinic, vetoed].map((one) => ({
    category: 'medical-institution',
    scheme: 'uscc',
    ...one,
    level: '二级',
    division: '540121',
  })),
  { category: 'insured-person', scheme: 'resident-id', ...boss },
];

beforeAll(async () => {
  connector = await startConnector({ NOTICE_PHONE: '0891-6300000' });
  officers = { first: await connector.as('first'), second: await connector.as('second') };
  await connector.submit('registry', everybody);
}, 60_000);
afterAll(() => connector.stop());

type Subject = { id: string; name: string };
const schemeOf = ({ id }: Subject) => (id.startsWith('9') || id.startsWith('12') ? 'uscc' : 'resident-id');
const gradeOf = (one: Subject, category: Category) =>
  connector.grade({ scheme: schemeOf(one), category, id: one.id, name: one.name });
const fileOf = (one: Subject, category: Category) =>
  connector.file({ scheme: schemeOf(one), category, id: one.id }) as Promise<{
    scoreSheets: { sheet: { measures: { code: string }[]; downgraded: boolean } }[];
    standing: { score: string; grade: string };
  }>;
const found = (number: number, one: Subject, category: Category, indicator: string, figures: object) =>
  finding(number, { category, ...one }, indicator, figures);
const submit = (findings: object[]) => connector.submit('medical-insurance', findings);

const post = (path: string, body: object, officer: Client = officers.first) =>
  officer.call('POST', path, body) as Promise<Record<string, unknown> & { id: string; state: string }>;
const asking = (one: Subject, category: Category, numbers: readonly number[]) => ({
  subject: { scheme: schemeOf(one), id: one.id, category },
  applicant: { capacity: 'self', scheme: schemeOf(one), id: one.id, name: one.name },
  grounds: '不服',
  decisions: numbers.map((number) => ({
    documentNumber: `藏医保查〔2026〕${number}号`,
    authority: '西藏自治区医疗保障局',
  })),
});
const decide = (kind: 'objections' | 'repairs', id: string, body: object, officer?: Client) =>
  post(`/v1/${kind}/${id}/decision`, { reason: '核实', ...body }, officer);

const atDirectory = async (one: Subject, category: Category) => {
  const { entries } = await connector.receiver('directory');
  const row = entries.find(
    (entry) => entry['category'] === category && (entry['certNo'] ?? entry['uscc']) === one.id,
  );
  return row && `${row['cycle']} ${row['state']} ${row['grade']}`;
};
const suspendedAtSettlement = async (): Promise<string[]> =>
  (await connector.receiver('settlement')).entries.map(({ certno }) => String(certno)).sort();

async function evaluate(year: number): Promise<CycleView> {
  const cycle = async () => (await connector.client.call('GET', `/v1/cycles/${year}`)) as CycleView;
  const untilPhase = (phase: CycleView['phase']) =>
    until(`${year} is in ${phase}`, async () => (await cycle()).phase === phase);
  await officers.first.call('POST', `/v1/cycles/${year}/evaluation`);
  await untilPhase('review');
  const view = await cycle();
  const { rehearsal } = view;
  await officers.second.call('POST', `/v1/cycles/${year}/release`, { rehearsal, reason: '核对无误' });
  await untilPhase('published');
  await connector.untilInSync();
  return view;
}

/** Cases that have a notice. */
const papers: string[] = [];

describe('2026', () => {
  it('goes on: interim grades, a suspension and its end', async () => {
    await connector.submit('market-supervision', [penalty(1, pharmacy, { CF_CFLB: '责令停产停业' })]);
    await submit([
      // Hospitals are compared with each other: recovered shares 6, 2 and 3.
      found(1, hospital, 'medical-institution', 'mi.recovered-share', { value: '6' }),
      found(2, county, 'medical-institution', 'mi.recovered-share', { value: '2' }),
      found(3, clinic, 'medical-institution', 'mi.recovered-share', { value: '3' }),
      found(4, hospital, 'medical-institution', 'mi.interview', { count: 1 }),
      found(5, vetoed, 'medical-institution', 'mi.agreement-terminated', {}),
      // 100 − 10 − 15 = 75: C.
      found(6, doctor, 'doctor', 'dr.complaint', { count: 5 }),
      found(7, doctor, 'doctor', 'dr.forged-records', { count: 1 }),
      // 100 − 10 − 5 = 85: B.
      found(8, nurse, 'nurse', 'nu.administrative-penalty', { count: 2 }),
      found(9, nurse, 'nurse', 'nu.privacy-leak', { count: 1 }),
      // 100 − 20 − 15 = 65: D; with −5 it is 60: E, suspended for three months from the last decision.
      found(10, patient, 'insured-person', 'ip.impersonation', { amount: '3500' }),
      found(11, patient, 'insured-person', 'ip.drug-resale', { amount: '2500' }),
      found(12, patient, 'insured-person', 'ip.duplicate-benefit', {
        amount: '100',
        decidedOn: '2026-06-10',
      }),
      // A veto: E, suspended for twelve months.
      found(13, boss, 'insured-person', 'ip.crime', { decidedOn: '2026-06-20' }),
    ]);
    await connector.untilInSync();
    // Before the comparison: hospital 100 − 4 × 1/5 − 6 × 2/5 for the doctor's two documents = 96.8.
    expect(await gradeOf(hospital, 'medical-institution')).toMatchObject({
      state: 'interim',
      score: '96.80',
      grade: 'A',
    });
    expect(await gradeOf(pharmacy, 'pharmacy')).toMatchObject({ score: '97.00', grade: 'A' });
    expect(await gradeOf(doctor, 'doctor')).toMatchObject({ score: '75.00', grade: 'C', sanctions: [] });
    expect(await gradeOf(patient, 'insured-person')).toMatchObject({
      score: '60.00',
      grade: 'E',
      sanctions: [
        {
          kind: 'settlement-suspension',
          from: connector.today(),
          until: addMonths(day(connector.today()), 3),
        },
      ],
    });
    expect(await suspendedAtSettlement()).toEqual([boss.id, patient.id].sort());
    connector.pass(95);
    await until('the suspension ended by itself', async () => (await suspendedAtSettlement()).length === 1);
  });

  it('is rehearsed, released and published on Saturday, 16 January 2027', async () => {
    connector.pass(105);
    await connector.client.call('POST', '/v1/calendar/2027', {
      scope: 'national',
      off: ['2027-01-01', '2027-01-18'],
      work: [],
      document: '放假通知',
      reason: '已公布',
    });
    const { report, peers } = await evaluate(2026);
    expect(connector.today()).toBe('2027-01-16');
    expect(peers).toEqual({ 'mi.recovered-share': { min: '2', max: '6', institutions: 3 } });
    expect(report).toMatchObject({ subjects: everybody.length, vetoed: 2, problems: 0 });
    const published = { cycle: 2026, state: 'published' };
    // (6 − 6)/(6 − 2) of 5 is 0, so 96.8 − 5; (6 − 2)/4 of 5 is 5; (6 − 3)/4 of 5 is 3.75.
    expect(await gradeOf(hospital, 'medical-institution')).toMatchObject({
      ...published,
      score: '91.80',
      grade: 'B',
    });
    expect(await gradeOf(county, 'medical-institution')).toMatchObject({
      ...published,
      score: '100.00',
      grade: 'A',
    });
    expect(await gradeOf(clinic, 'medical-institution')).toMatchObject({
      ...published,
      score: '98.75',
      grade: 'A',
    });
    expect(await gradeOf(vetoed, 'medical-institution')).toMatchObject({
      ...published,
      score: '100.00',
      grade: 'E',
    });
    // No survey was held: 97 − 4.
    expect(await gradeOf(pharmacy, 'pharmacy')).toMatchObject({ ...published, score: '93.00', grade: 'B' });
    expect(await gradeOf(doctor, 'doctor')).toMatchObject({ ...published, score: '75.00', grade: 'C' });
    expect(await gradeOf(nurse, 'nurse')).toMatchObject({ ...published, score: '85.00', grade: 'B' });
    expect(await gradeOf(patient, 'insured-person')).toMatchObject({
      ...published,
      score: '60.00',
      grade: 'E',
    });
    expect(await atDirectory(nurse, 'nurse')).toBe('2026 published B');
  });

  it('is objected to: upheld, refused, and too late', async () => {
    const mistaken = await post('/v1/objections', asking(nurse, 'nurse', [8]));
    // 15 working days from 16 January, 18 January being off: 19 to 22, 25 to 29, 1 to 5 and 8 February.
    expect(mistaken).toMatchObject({ decideBy: { on: '2027-02-08', provisional: true } });
    await decide('objections', mistaken.id, { verdict: 'upheld' });
    const right = await post('/v1/objections', asking(doctor, 'doctor', [7]));
    await decide('objections', right.id, { verdict: 'refused' });
    papers.push(`objections/${mistaken.id}`, `objections/${right.id}`);
    const innocent = await post('/v1/objections', asking(boss, 'insured-person', [13]));
    expect(await decide('objections', innocent.id, { verdict: 'upheld' })).toMatchObject({
      state: 'proposed',
    });
    expect(await suspendedAtSettlement()).toEqual([boss.id]);
    await decide('objections', innocent.id, { verdict: 'upheld' }, officers.second);
    await connector.untilInSync();
    expect(await gradeOf(nurse, 'nurse')).toMatchObject({
      cycle: 2026,
      state: 'published',
      score: '95.00',
      grade: 'A',
    });
    expect(await gradeOf(doctor, 'doctor')).toMatchObject({ score: '75.00' });
    expect(await gradeOf(boss, 'insured-person')).toMatchObject({
      score: '100.00',
      grade: 'A',
      sanctions: [],
    });
    expect(await atDirectory(nurse, 'nurse')).toBe('2026 published A');
    expect(await suspendedAtSettlement()).toEqual([]);
    // Ten working days: 19 to 22, 25 to 29 January, 1 February.
    connector.pass(17);
    expect(await refusalOf(post('/v1/objections', asking(patient, 'insured-person', [10])))).toBe(
      '409 objection-late',
    );
  });

  it('is repaired where the regulation allows it', async () => {
    const proofs = { attachments: await handInRepair(connector) };
    const repair = (one: Subject, category: Category, number: number) =>
      post('/v1/repairs', { ...asking(one, category, [number]), ...proofs });
    const veto = await repair(vetoed, 'medical-institution', 5);
    const refused = { verdict: 'refused', ground: 'other', article: '第二十八条' };
    expect(await decide('repairs', veto.id, refused)).toMatchObject({ state: 'refused' });
    const allowed = await repair(patient, 'insured-person', 12);
    // Decided on Tuesday, 2 February 2027; in public notice for five working days: 3, 4, 5, 8, 9 February.
    expect(await decide('repairs', allowed.id, { verdict: 'granted' })).toMatchObject({
      state: 'in-notice',
      noticeUntil: { on: '2027-02-09' },
      effectiveOn: '2027-02-10',
    });
    expect(await atDirectory(patient, 'insured-person')).toBe('2026 published E');
    papers.push(`repairs/${veto.id}`, `repairs/${allowed.id}`);
    connector.pass(8);
    await until(
      'the repair takes effect at the directory',
      async () => (await atDirectory(patient, 'insured-person')) === '2026 published D',
    );
    expect(await gradeOf(patient, 'insured-person')).toMatchObject({
      state: 'published',
      score: '65.00',
      grade: 'D',
    });
  });

  it('is notified to the subject on paper, the same each time', async () => {
    const { token, apiUrl } = {
      token: await connector.token('first', 'casework:write'),
      apiUrl: connector.apiUrl,
    };
    const notice = async (path: string) => {
      const answer = await fetch(`${apiUrl}/v1/${path}/notice`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    for (const path of papers) {
      const [first, again] = [await notice(path), await notice(path)];
      expect(first.status, path).toBe(200);
      expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(again.bytes.equals(first.bytes)).toBe(true);
    }
    expect((await notice('repairs/pharmacy.AAAAAAAAAAAAAAAAAAAAAA.1')).status).toBe(404);
  });

  it('has evidence that comes late: it counts in 2027, and says so', async () => {
    await submit([
      found(14, clinic, 'medical-institution', 'mi.circular', { count: 3, decidedOn: '2026-12-20' }),
    ]);
    // 100 − 4 = 96 in the open cycle: still A, as published.
    expect(await gradeOf(clinic, 'medical-institution')).toMatchObject({ cycle: 2026, score: '98.75' });
  });
});

describe('the years after', () => {
  const another = (number: number, year: number) => [
    found(number, doctor, 'doctor', 'dr.complaint', { count: 5, decidedOn: `${year}-03-05` }),
    found(number + 1, doctor, 'doctor', 'dr.forged-records', { count: 1, decidedOn: `${year}-03-05` }),
  ];

  it('2027: the late document costs, a clean year before gives a point, a second E ends the agreement', async () => {
    connector.pass(60);
    await submit([
      ...another(20, 2027),
      found(22, vetoed, 'medical-institution', 'mi.agreement-terminated', { decidedOn: '2027-03-08' }),
      found(23, county, 'medical-institution', 'mi.interview', { count: 2, decidedOn: '2027-03-08' }),
    ]);
    connector.pass(290);
    await evaluate(2027);
    const published = { cycle: 2027, state: 'published' };
    // 100 − 4 for the late one, + 1: no act of 2026 counted in 2026.
    expect(await gradeOf(clinic, 'medical-institution')).toMatchObject({
      ...published,
      score: '97.00',
      grade: 'A',
    });
    // 100 − 4 × 2/5 + 1 = 99.4.
    expect(await gradeOf(county, 'medical-institution')).toMatchObject({
      ...published,
      score: '99.40',
      grade: 'A',
    });
    const { scoreSheets } = await fileOf(vetoed, 'medical-institution');
    expect(scoreSheets[0]?.sheet.measures.map(({ code }) => code)).toContain('agreement-termination');
    expect(JSON.stringify((await fileOf(clinic, 'medical-institution')).scoreSheets[0])).toContain(
      '"carriedFrom":2026',
    );
    const { disclosures } = (await (await fetch(`${connector.apiUrl}/v1/disclosures`)).json()) as {
      disclosures: object[];
    };
    // Each of the two results is public for three years of its own.
    expect(disclosures).toMatchObject([
      { id: vetoed.id, cycle: 2027, state: 'published', vetoed: true },
      { id: vetoed.id, cycle: 2026, state: 'published', vetoed: true },
    ]);
  });

  it("2028 and 2029: three years at C lower the fourth by a step and suspend the doctor's services", async () => {
    connector.pass(60);
    await submit(another(30, 2028));
    connector.pass(300);
    await evaluate(2028);
    expect(await gradeOf(doctor, 'doctor')).toMatchObject({
      // From the publication of the third C on, the open year is lowered (Art. 26 (2)); nothing is suspended yet.
      cycle: 2029,
      state: 'interim',
      score: '100.00',
      grade: 'D',
      sanctions: [],
    });
    connector.pass(365);
    await evaluate(2029);
    expect(await gradeOf(doctor, 'doctor')).toMatchObject({
      cycle: 2029,
      state: 'published',
      score: '100.00',
      grade: 'D',
      sanctions: [{ kind: 'service-suspension', from: connector.today() }],
    });
    expect((await fileOf(doctor, 'doctor')).scoreSheets[0]?.sheet.downgraded).toBe(true);
    expect(await suspendedAtSettlement()).toEqual([doctor.id]);
  });

  it('are proved: every sheet of every file follows from its evidence', async () => {
    const folders = createFolderStore(openTable(connector.table.name, connector.table.client));
    const { files, findings } = await verifyTable(folders, { policy: policyOf({ env: {} }) });
    expect(findings).toEqual([]);
    expect(files).toBe(everybody.length);
  });

  // Reads the bucket's folder (operations.test.ts rotates on the deployed stack).
  onLocalHost(
    'stay proved when the data key is replaced, and nothing of all these years is sealed with the old one',
    async () => {
      await beginRotation(connector);
      expect(await endRotation(connector)).toMatchObject({ state: 'finished', unreadable: 0 });
      expect([...(await sealedKinds(connector.dataDir)).keys()]).toEqual([2]);
      const table = openTable(connector.table.name, connector.table.client);
      const { files, findings } = await verifyTable(createFolderStore(table), {
        policy: policyOf({ env: {} }),
      });
      expect(findings).toEqual([]);
      expect(files).toBe(everybody.length);
      expect(await changedCycles(createEvaluationStore(table))).toEqual([]);
    },
    120_000,
  );

  it('and a changed byte in anything that casework said is found', async () => {
    const table = openTable(connector.table.name, connector.table.client);
    const folders = createFolderStore(table);
    const policy = policyOf({ env: {} });
    const said = [...(await onePerKind(connector.table))].filter(([kind]) => /^P FACT (O|K|P)/.test(kind));
    expect(said.map(([kind]) => kind).sort()).toEqual(
      ['P FACT K', 'P FACT KD', 'P FACT O', 'P FACT OD', 'P FACT OP', 'P FACT P'].sort(),
    );
    for (const [kind, item] of said) {
      await table.put(withByteChanged(item, 0.5));
      const only = item['pk']?.S?.slice(2) as PartyKey;
      expect((await verifyTable(folders, { policy, only })).findings.length, kind).toBeGreaterThan(0);
      await table.put(item);
    }
    expect((await verifyTable(folders, { policy })).findings).toEqual([]);
  });

  it('and names nobody in keys, bodies that are not sealed, messages and logs', async () => {
    await expectNobodyNamed(connector, [
      hospital,
      doctor,
      nurse,
      patient,
      boss,
      pharmacy,
      county,
      clinic,
      vetoed,
    ]);
  });
});
