import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, Refused } from '../../infra/cli/client.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { handInRepair } from '../support/evidence.ts';
import { layoutOf, seenOn } from '../support/pdf-layout.ts';
import {
  boss,
  doctor,
  everyone,
  finding,
  hospital,
  nurse,
  patient,
  penalty,
  pharmacy,
  registry,
} from '../support/records.ts';
import { expectNobodyNamed } from '../support/storage.ts';

/**
 * Objections and repairs through the API, up to the entries of the receivers. The clock starts on Tuesday, 2026-06-30.
 */
let connector: Connector;
let papers: Awaited<ReturnType<typeof handInRepair>>;
let officers: Record<'first' | 'second', Client>;
beforeAll(async () => {
  connector = await startConnector();
  officers = {
    first: await connector.as('first', 'casework:write'),
    second: await connector.as('second', 'casework:write'),
  };
  await connector.submit('registry', registry);
  papers = await handInRepair(connector);
});
afterAll(() => connector.stop());

type Shown = Record<string, unknown> & { id: string; state: string };
type Subject = { id: string; name: string };

const post = (path: string, body: object, officer: Client = officers.first): Promise<Shown> =>
  officer.call('POST', path, body) as Promise<Shown>;
const schemeOf = ({ id }: Subject) => (id.startsWith('9') || id.startsWith('12') ? 'uscc' : 'resident-id');
const asking = (one: Subject, category: string) => ({
  subject: { scheme: schemeOf(one), id: one.id, category },
  applicant: { capacity: 'self', scheme: schemeOf(one), id: one.id, name: one.name },
  grounds: `${one.name}不服`,
});
const named = (number: number) => ({
  documentNumber: `藏医保查 (2026) ${number}号`,
  authority: '西藏自治区医疗保障局',
});
const repairOf = (one: Subject, category: string, ...numbers: number[]) => ({
  ...asking(one, category),
  decisions: numbers.map(named),
  attachments: papers,
});
const fraud = (number: number, one: Subject, indicator: string, decidedOn: string) =>
  finding(number, { category: 'insured-person', ...one }, indicator, { amount: '5000', decidedOn });
const fileOf = (one: Subject, category: string) =>
  connector.file({ scheme: schemeOf(one), id: one.id, category } as never) as Promise<{
    standing: { grade: string; sheet: string };
    dishonesty: { documentNumber: string; key: string; status: string }[];
    objections: Shown[];
    repairs: Shown[];
  }>;
const inDirectory = async (one: Subject, category: string): Promise<unknown> => {
  const { entries } = await connector.receiver('directory');
  return entries.find((row) => row['category'] === category && (row['certNo'] ?? row['uscc']) === one.id)?.[
    'grade'
  ];
};
const words = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'answered';
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
};
const insured = 'insured-person';

describe('an objection', () => {
  let contested = '';
  let id = '';

  it('is taken from the subject, its representative or an agent with an authorisation, and from nobody else', async () => {
    await connector.submit('medical-insurance', [
      fraud(1, patient, 'ip.impersonation', '2026-05-04'),
      fraud(2, patient, 'ip.drug-resale', '2026-06-10'),
      finding(3, { category: 'pharmacy', ...pharmacy }, 'ph.circular', { count: 1, decidedOn: '2026-01-05' }),
    ]);
    await connector.untilInSync();
    contested = (await fileOf(patient, insured)).standing.sheet;
    const request = asking(patient, insured);
    const as = (applicant: object) => post('/v1/objections', { ...request, applicant });
    const other = { scheme: 'resident-id', ...nurse };
    expect(await refusalOf(as({ ...other, capacity: 'self' }))).toBe('403 not-entitled');
    expect(await refusalOf(as({ ...other, capacity: 'representative' }))).toBe('403 not-entitled');
    expect(await refusalOf(as({ ...other, capacity: 'agent' }))).toBe('400 authorisation-missing');
    expect(await refusalOf(post('/v1/objections', { ...request, receivedOn: '2026-07-01' }))).toBe(
      '400 received-in-future',
    );
    expect(await refusalOf(post('/v1/objections', { ...request, decisions: [named(99)] }))).toBe(
      '404 unknown-decision',
    );
    const stranger = await connector.as('somebody', 'quarantine:write');
    expect(await refusalOf(stranger.call('POST', '/v1/objections', request))).toBe('403 scope-missing');
    const filed = await post('/v1/objections', { ...request, sheet: contested, decisions: [named(2)] });
    id = filed.id;
    expect(filed).toMatchObject({
      state: 'open',
      contests: { cycle: 2026, grade: 'E' },
      receivedOn: '2026-06-30',
      applicant: { id: `${patient.id.slice(0, 6)}********${patient.id.slice(-4)}` },
      filed: { by: 'first' },
    });
  });

  it('is taken once, and is listed among what is due', async () => {
    expect(await refusalOf(post('/v1/objections', asking(patient, insured)))).toBe('409 objection-open');
    const due = (await officers.first.call('GET', '/v1/deadlines')) as { deadlines: object[] };
    expect(due.deadlines).toMatchObject([{ id, kind: 'objection', what: 'decide', isOverdue: false }]);
    const before = (await officers.first.call('GET', '/v1/deadlines?before=2026-07-02')) as typeof due;
    expect(before.deadlines).toEqual([]);
  });

  it('shows what upholding it would change, and changes nothing', async () => {
    const effect = (body: object) =>
      officers.first.call('POST', `/v1/objections/${id}/effect`, body) as Promise<Shown>;
    const suspended = { kind: 'settlement-suspension' };
    expect(await effect({})).toMatchObject({
      receiptId: expect.any(String),
      files: [
        {
          category: insured,
          name: patient.name,
          before: { standing: { grade: 'E' }, sanctions: [suspended] },
          after: { standing: { grade: 'C' }, sanctions: [] },
        },
      ],
      lifts: ['settlement-suspension'],
    });
    expect(await refusalOf(effect({ decisions: [named(99)] }))).toBe('404 unknown-decision');
    expect((await officers.first.call('GET', `/v1/objections/${id}`)) as object).toMatchObject({
      state: 'open',
    });
  });

  it('that lifts a suspension is upheld by two officers, and then corrects what was sent everywhere', async () => {
    const uphold = (officer: Client) =>
      post(
        `/v1/objections/${id}/decision`,
        { verdict: 'upheld', reason: officer === officers.first ? `${patient.name}属实` : '同意' },
        officer,
      );
    expect(await inDirectory(patient, insured)).toBe('E');
    expect((await connector.receiver('settlement')).entries).toMatchObject([{ certno: patient.id }]);
    expect(await uphold(officers.first)).toMatchObject({
      state: 'proposed',
      proposal: {
        by: 'first',
        verdict: 'upheld',
        reason: `${patient.name}属实`,
        struckOut: [{ decidedOn: '2026-06-10' }],
      },
    });
    expect(await refusalOf(uphold(officers.first))).toBe('403 same-officer');
    const reviewer = await connector.as('second', 'review:write');
    expect(await reviewer.call('GET', '/v1/reviews')).toMatchObject({
      reviews: [
        {
          kind: 'objection',
          id,
          subject: { category: insured, name: patient.name },
          effect: 'upheld',
          reason: `${patient.name}属实`,
          grounds: [{ decidedOn: '2026-06-10' }],
          proposedBy: ['first'],
          decide: `POST /v1/objections/${id}/decision`,
        },
      ],
      isCut: false,
    });
    expect((await fileOf(patient, insured)).standing.grade).toBe('E');
    expect(await uphold(officers.second)).toMatchObject({
      state: 'upheld',
      decision: {
        by: 'second',
        proposedBy: 'first',
        // Why it was upheld stays what the first officer said; it is what the citizen reads.
        reason: `${patient.name}属实`,
        confirmation: '同意',
        struckOut: [{ decidedOn: '2026-06-10' }],
      },
    });
    expect(await refusalOf(uphold(officers.second))).toBe('409 already-decided');
    expect(await refusalOf(post(`/v1/objections/${id}/effect`, {}))).toBe('409 already-decided');
    await connector.untilInSync();
    expect(await inDirectory(patient, insured)).toBe('C');
    expect((await connector.receiver('settlement')).entries).toEqual([]);
    const file = await fileOf(patient, insured);
    expect(file.dishonesty.map(({ status }) => status)).toEqual(['standing', 'struck-out']);
    expect(file.objections).toMatchObject([{ id, state: 'upheld' }]);
    expect(
      ((await officers.first.call('GET', '/v1/deadlines')) as { deadlines: object[] }).deadlines,
    ).toEqual([]);
  });

  it('to a grade that was corrected is answered with the grade in force', async () => {
    const again = post('/v1/objections', { ...asking(patient, insured), sheet: contested });
    expect(await words(again)).toMatch(/^grade-corrected: .*it is C for 2026/);
  });

  it('that is refused leaves the grade, and cannot be made again', async () => {
    const representative = { capacity: 'representative', scheme: 'resident-id', ...boss };
    const request = { ...asking(pharmacy, 'pharmacy'), applicant: representative };
    const { id: other } = await post('/v1/objections', request);
    const nothing = post(`/v1/objections/${other}/decision`, { verdict: 'upheld', reason: '属实' });
    expect(await refusalOf(nothing)).toBe('400 nothing-named');
    const refused = await post(`/v1/objections/${other}/decision`, { verdict: 'refused', reason: '维持' });
    expect(refused).toMatchObject({ state: 'refused', decision: { reason: '维持' } });
    expect(await refusalOf(post('/v1/objections', request))).toBe('409 objection-decided');
  });

  it('of two officers who decide at once has one decision', async () => {
    const { id: other } = await post('/v1/objections', asking(hospital, 'medical-institution'));
    const decide = (officer: Client) =>
      refusalOf(post(`/v1/objections/${other}/decision`, { verdict: 'refused', reason: '维持' }, officer));
    const answers = await Promise.all([decide(officers.first), decide(officers.second)]);
    expect(answers.filter((answer) => answer === 'answered')).toHaveLength(1);
    expect(answers.some((answer) => /^409 (decided-meanwhile|already-decided)$/.test(answer))).toBe(true);
  });
});

describe('a repair', () => {
  const grant = (id: string, officer?: Client) =>
    post(`/v1/repairs/${id}/decision`, { verdict: 'granted', reason: '已履行' }, officer);
  const refuse = (id: string, ground: object) =>
    post(`/v1/repairs/${id}/decision`, { verdict: 'refused', reason: '不符合', ...ground });

  it('needs the form, proofs and commitment', async () => {
    const { attachments: _, ...bare } = repairOf(pharmacy, 'pharmacy', 3);
    expect(await refusalOf(post('/v1/repairs', bare))).toBe('400 invalid-request');
    const attachments = { ...papers, proofs: ['unknown'] };
    expect(await refusalOf(post('/v1/repairs', { ...bare, attachments }))).toBe('400 unknown-attachment');
    for (const twice of [
      { ...papers, commitment: papers.form },
      { ...papers, proofs: [...papers.proofs, papers.form] },
      { ...papers, proofs: [papers.commitment] },
    ])
      expect(await refusalOf(post('/v1/repairs', { ...bare, attachments: twice }))).toBe(
        '400 same-attachment',
      );
  });

  it('at five months is refused with the day from which it is possible', async () => {
    const filed = await post('/v1/repairs', repairOf(pharmacy, 'pharmacy', 3));
    const explanation =
      '自被认定为失信行为之日起未满6个月，不予信用修复（第二十九条第一项）。请自所列可以申请之日起再次申请。';
    expect(filed).toMatchObject({
      obstacles: [{ ground: 'too-early', possibleFrom: '2026-07-06', explanation }],
    });
    expect(await words(grant(filed.id))).toMatch(
      /^repair-too-early: .*第二十九条第一项; possible from 2026-07-06/,
    );
    expect(await refusalOf(refuse(filed.id, { ground: 'recurred' }))).toBe('409 ground-not-found');
    expect(await words(refuse(filed.id, {}))).toMatch(
      /^invalid-request: .*too-early \(自被认定为失信行为之日起未满6个月\), recurred \(.*found-elsewhere \(.*other \(/,
    );
    expect(await refuse(filed.id, { ground: 'too-early' })).toMatchObject({
      state: 'refused',
      decision: { grounds: [{ article: '第二十九条第一项', possibleFrom: '2026-07-06' }] },
    });
    expect(await refusalOf(grant(filed.id))).toBe('409 already-decided');
  });

  it('filed too early, or with the same behaviour since, is not granted, also not by waiting', async () => {
    await connector.submit('medical-insurance', [
      finding(4, { category: 'nurse', ...nurse }, 'nu.fraud-conviction', { decidedOn: '2026-01-02' }),
      finding(5, { category: 'doctor', ...doctor }, 'dr.complaint', { count: 1, decidedOn: '2025-11-03' }),
      finding(6, { category: 'doctor', ...doctor }, 'dr.complaint', { count: 1, decidedOn: '2026-06-01' }),
    ]);
    const veto = await post('/v1/repairs', repairOf(nurse, 'nurse', 4));
    expect(await refusalOf(grant(veto.id))).toBe('409 repair-too-early');
    const again = await post('/v1/repairs', repairOf(doctor, 'doctor', 5));
    expect(await words(grant(again.id))).toMatch(/^repair-recurred: .*6号.*第二十九条第二项/);
    expect(await refusalOf(post('/v1/repairs', repairOf(doctor, 'doctor', 5)))).toBe('409 repair-open');
    await refuse(again.id, { ground: 'other', article: '第二十八条' });
    connector.pass(3);
    expect(await words(grant(veto.id))).toMatch(/^repair-too-early: .*possible from 2026-07-03/);
    const again2 = post('/v1/repairs', repairOf(nurse, 'nurse', 4));
    expect(await refusalOf(again2)).toBe('409 repair-open');
  });

  it('is extended once', async () => {
    const { repairs } = await fileOf(nurse, 'nurse');
    const extend = () => post(`/v1/repairs/${repairs[0]?.id}/extension`, { reason: '案情复杂' });
    expect(await extend()).toMatchObject({ state: 'open', decideBy: { on: '2026-08-11' } });
    expect(await refusalOf(extend())).toBe('409 already-extended');
  });

  it('is granted, in public notice for five working days, and then in effect at the receivers', async () => {
    await connector.submit('medical-insurance', [
      fraud(7, doctor, 'ip.impersonation', '2026-01-02'),
      fraud(8, doctor, 'ip.drug-resale', '2026-01-02'),
    ]);
    await connector.untilInSync();
    expect(await inDirectory(doctor, insured)).toBe('E');
    const { id } = await post('/v1/repairs', repairOf(doctor, insured, 8));
    expect(await officers.first.call('GET', `/v1/repairs/${id}/effect`)).toMatchObject({
      files: expect.arrayContaining([
        expect.objectContaining({
          category: insured,
          after: { standing: expect.objectContaining({ grade: 'C' }), sanctions: [] },
        }),
      ]),
      lifts: ['settlement-suspension'],
    });
    // It would lift the suspension of this E.
    expect(await grant(id)).toMatchObject({ state: 'proposed' });
    expect(await grant(id, officers.second)).toMatchObject({
      state: 'in-notice',
      noticeUntil: { on: '2026-07-10' },
      effectiveOn: '2026-07-11',
      decision: { serial: expect.stringMatching(/^2026-/) },
    });
    const inNotice = (await (await fetch(`${connector.apiUrl}/v1/repairs/public`)).json()) as object;
    expect(inNotice).toMatchObject({
      repairs: [
        {
          category: insured,
          name: `${doctor.name.slice(0, 1)}${'*'.repeat(doctor.name.length - 1)}`,
          id: `${doctor.id.slice(0, 6)}********${doctor.id.slice(-4)}`,
          decisions: [{ decidedOn: '2026-01-02' }],
          grantedOn: '2026-07-03',
          noticeUntil: { on: '2026-07-10', provisional: false },
        },
      ],
    });
    const elsewhere = await fetch(`${connector.apiUrl}/v1/repairs/public?prefecture=5402`);
    expect(await elsewhere.json()).toEqual({ repairs: [] });
    const objectToNotice = (body: object) => post(`/v1/repairs/${id}/notice-objection`, body);
    expect(await refusalOf(objectToNotice({ verdict: 'refused', reason: '无' }))).toBe(
      '409 no-open-objection',
    );
    expect(await objectToNotice({ grounds: '仍在违规' })).toMatchObject({ state: 'notice-contested' });
    expect(await objectToNotice({ verdict: 'refused', reason: '查无此事' })).toMatchObject({
      state: 'in-notice',
      effectiveOn: '2026-07-11',
    });
    expect((await fileOf(doctor, insured)).standing.grade).toBe('E');
    connector.pass(8);
    await until('the repair takes effect', async () => (await inDirectory(doctor, insured)) === 'C');
    const file = await fileOf(doctor, insured);
    expect(file.repairs).toMatchObject([{ id, state: 'repaired' }]);
    expect(file.dishonesty.filter(({ status }) => status === 'repaired')).toHaveLength(1);
    const over = await fetch(`${connector.apiUrl}/v1/repairs/public`);
    expect(await over.json()).toEqual({ repairs: [] });
    expect(await refusalOf(post('/v1/repairs', repairOf(doctor, insured, 8)))).toBe('409 already-repaired');
    expect(await refusalOf(objectToNotice({ grounds: '晚了' }))).toBe('409 not-in-notice');
  });
});

describe('an objection to a refused repair', () => {
  it('is taken within 15 working days, and decided by an officer who did not refuse', async () => {
    const repaired = repairOf(doctor, insured, 7);
    const { id } = await post('/v1/repairs', repaired);
    const objecting = (change: object = {}) =>
      post(`/v1/repairs/${id}/objection`, { applicant: repaired.applicant, grounds: '已经整改', ...change });
    const decide = (verdict: string, officer: Client) =>
      post(`/v1/repairs/${id}/objection`, { verdict, reason: '复核' }, officer);
    expect(await refusalOf(objecting())).toBe('409 not-refused');
    const refusal = { verdict: 'refused', reason: '不符合', ground: 'other', article: '第二十七条' };
    await post(`/v1/repairs/${id}/decision`, refusal);
    expect(await refusalOf(decide('upheld', officers.second))).toBe('409 no-open-objection');
    const stranger = { capacity: 'self', scheme: 'resident-id', ...nurse };
    expect(await refusalOf(objecting({ applicant: stranger }))).toBe('403 not-entitled');
    // Refused on 11 July 2026, a Saturday: 13 to 17, 20 to 24, 27 to 31 July.
    expect(await objecting()).toMatchObject({
      state: 'refusal-contested',
      refusalObjection: {
        objectBy: { on: '2026-07-31' },
        decideBy: { on: '2026-07-31' },
        filed: { by: 'first' },
      },
    });
    expect(await refusalOf(objecting())).toBe('409 refusal-objection-open');
    const due = (await officers.first.call('GET', '/v1/deadlines')) as { deadlines: object[] };
    expect(due.deadlines).toContainEqual(
      expect.objectContaining({ id, what: 'objection', on: '2026-07-31' }),
    );
    expect(await refusalOf(decide('upheld', officers.first))).toBe('403 refused-by-same-officer');
    expect(await decide('upheld', officers.second)).toMatchObject({
      state: 'in-notice',
      noticeUntil: { on: '2026-07-17' },
      effectiveOn: '2026-07-18',
      decision: { verdict: 'refused' },
      refusalObjection: { ruling: { by: 'second', verdict: 'upheld' } },
    });
    connector.pass(8);
    await until('the repair is in effect', async () => {
      const { dishonesty } = await fileOf(doctor, insured);
      return dishonesty.filter(({ status }) => status === 'repaired').length === 2;
    });
    const headers = { authorization: `Bearer ${await connector.token('first', 'casework:write')}` };
    const notice = await fetch(`${connector.apiUrl}/v1/repairs/${id}/notice`, { headers });
    const printed = seenOn(layoutOf(new Uint8Array(await notice.arrayBuffer()))).map(({ text }) => text);
    expect(printed[0]).toBe('信用修复确认通知书');
    expect(printed.join('')).toMatch(/经办人：\s*second/);
  });

  it('is refused, and then the refusal stands; a late one is not taken', async () => {
    const { repairs } = await fileOf(pharmacy, 'pharmacy');
    const id = repairs[0]?.id;
    const applicant = { capacity: 'self', scheme: 'uscc', ...pharmacy };
    const objecting = (refusalReceivedOn: string) =>
      post(`/v1/repairs/${id}/objection`, { applicant, grounds: '不服', refusalReceivedOn });
    connector.pass(6);
    expect(await refusalOf(objecting('2026-06-29'))).toBe('400 dates-contradict');
    expect(await words(objecting('2026-06-30'))).toMatch(/^refusal-objection-late: .*due on 2026-07-21/);
    expect(await objecting('2026-07-06')).toMatchObject({ state: 'refusal-contested' });
    const ruling = { verdict: 'refused', reason: '维持' };
    expect(await post(`/v1/repairs/${id}/objection`, ruling, officers.second)).toMatchObject({
      state: 'refused',
      refusalObjection: { ruling: { verdict: 'refused' } },
    });
  });
});

describe('what another authority found', () => {
  const withheld = penalty(7, pharmacy, { CF_CFLB: '暂扣许可证件', CF_JDRQ: '2025-12-03' });

  it('is repaired there, and its record takes effect here', async () => {
    await connector.submit('market-supervision', [withheld]);
    const statuses = async () => (await fileOf(pharmacy, 'pharmacy')).dishonesty.map(({ status }) => status);
    expect(await statuses()).toEqual(['standing', 'standing']);
    const { dishonesty } = await fileOf(pharmacy, 'pharmacy');
    const decisions = [{ fact: dishonesty[0]?.key }];
    const request = { ...repairOf(pharmacy, 'pharmacy'), decisions };
    expect(await words(post('/v1/repairs', request))).toMatch(/^repair-found-elsewhere: .*Apply there/);
    await connector.submit('market-supervision', [{ ...withheld, CF_ZT: '已修复' }]);
    expect(await statuses()).toEqual(['repaired', 'standing']);
    expect(await refusalOf(post('/v1/repairs', request))).toBe('409 already-repaired');
  });
});

describe('time', () => {
  it('an objection after ten working days is refused with the day it was due', async () => {
    connector.pass(10);
    const late = post('/v1/objections', asking(patient, insured));
    expect(await words(late)).toMatch(/^objection-late: .*made known on 2026-06-30.*was due on 2026-07-14/);
  });

  it('what is due is a table too', async () => {
    const token = await connector.token('first', 'casework:write');
    const headers = { authorization: `Bearer ${token}`, accept: 'text/csv' };
    const csv = await (await fetch(`${connector.apiUrl}/v1/deadlines`, { headers })).text();
    expect(csv).toContain('案件,类型,状态,事项,期限');
    expect(csv).toMatch(/nurse\.[\w-]{22}\.\d+,repair,open,extended,2026-08-11/);
  });

  it('an officer is reminded before a deadline, and it alarms after', async () => {
    connector.pass(4);
    await until('the reminder', () => connector.log().includes('"case.due"'));
    connector.pass(5);
    await until('the alarm', () => connector.log().includes('"case.overdue"'));
    const { deadlines } = (await officers.first.call('GET', '/v1/deadlines')) as { deadlines: object[] };
    expect(deadlines).toMatchObject([
      { kind: 'repair', what: 'extended', on: '2026-08-11', isOverdue: true },
    ]);
  });
});

it('names nobody in what is kept', async () => {
  await connector.untilInSync();
  await expectNobodyNamed(connector, everyone);
});
