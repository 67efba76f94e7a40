import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawFact } from '../../lib/application/intake/withdraw-fact.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import type { DecisionRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The identity of parties while codes are bound to numbers and reassigned (Art. 10: number or USCC identifies a subject). */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let people = 0;

/** A hospital, and a doctor who is known by code first and by number later. */
async function openClinic() {
  const intake = openIntake(real.table);
  const { keep, folders, vault } = intake;
  const serial = String(++people).padStart(4, '0');
  const uscc = withCheck(`12540100MB1T1${serial}`, usccCheck);
  const code = `D54010200${serial}`;
  const number = withCheck(`54010219850312${serial.slice(1)}`, residentIdCheck);
  const name = '扎西平措';
  const hospital = vault.partyKey('uscc', uscc);
  await keep({
    type: 'registration',
    subject: { category: 'medical-institution', scheme: 'uscc', id: uscc, name: '拉萨测试医院' },
    status: 'active',
  } as RegistrationRecord);
  const employment = { employerId: uscc, employerScheme: 'uscc', from: day('2024-01-01') } as const;
  const decision = (
    status: DecisionRecord['status'],
    scheme: 'medins-code' | 'resident-id',
  ): DecisionRecord =>
    ({
      type: 'decision',
      subject: { category: 'doctor', scheme, id: scheme === 'medins-code' ? code : number, name },
      documentNumber: `藏医保罚〔2026〕${serial}号`,
      authority: { kind: 'medical-insurance', name: '西藏自治区医疗保障局' },
      decidedOn: day('2026-03-02'),
      status,
      content: { kind: 'penalty', penalties: ['fine'], fineCny: '100' },
      usage: 'public',
    }) as DecisionRecord;
  return {
    ...intake,
    code,
    number,
    hospital,
    party: vault.partyKey('resident-id', number),
    codeParty: vault.partyKey('medins-code', code),
    decision,
    byCode: (on?: string) =>
      keep(
        {
          type: 'registration',
          subject: { category: 'doctor', scheme: 'medins-code', id: code, name },
          medinsCode: code,
          status: 'active',
          employment,
        } as RegistrationRecord,
        on,
      ),
    byNumber: (on?: string) =>
      keep(
        {
          type: 'registration',
          subject: { category: 'doctor', scheme: 'resident-id', id: number, name },
          medinsCode: code,
          status: 'active',
          employment,
        } as RegistrationRecord,
        on,
      ),
    grade: async (party: PartyKey, category: 'doctor' | 'medical-institution') => {
      const file = (await folders.readFiles(party)).get(category);
      return file && file.status !== 'merged' ? `${file.gradeInForce?.score}` : undefined;
    },
  };
}

const withCheck = (body: string, check: (body: string) => string): string => `${body}${check(body)}`;

describe('a doctor known by code whose number comes later', () => {
  it('counts once at the hospital, and no more after the decision was revoked', async () => {
    const clinic = await openClinic();
    const { keep, byCode, byNumber, decision, grade, party, hospital } = clinic;
    await byCode();
    await keep(decision('original', 'medins-code'));
    const once = await grade(hospital, 'medical-institution');
    expect(once).not.toBe('100.00');
    await byNumber();
    expect(await grade(hospital, 'medical-institution')).toBe(once);
    await keep(decision('revocation', 'resident-id'));
    expect(await grade(party, 'doctor')).toBe('100.00');
    expect(await grade(hospital, 'medical-institution')).toBe('100.00');
  });

  it('ends as a doctor whose number came first', async () => {
    const [late, early] = [await openClinic(), await openClinic()];
    await late.byCode();
    await late.keep(late.decision('original', 'medins-code'));
    await late.byNumber();
    await early.byNumber();
    await early.byCode();
    await early.keep(early.decision('original', 'medins-code'));
    for (const [of, category] of [
      ['party', 'doctor'],
      ['hospital', 'medical-institution'],
      ['codeParty', 'doctor'],
    ] as const)
      expect(await late.grade(late[of], category), of).toBe(await early.grade(early[of], category));
    const file = (await early.folders.readFiles(early.party)).get('doctor');
    expect(file?.scheme).toBe('resident-id');
  });

  it('keeps what the annual evaluation published under the code', async () => {
    const { byCode, byNumber, folders, codeParty, party, ports } = await openClinic();
    await byCode();
    await folders.addFact(codeParty, {
      type: 'publication',
      key: 'P.doctor.2025',
      origin: {
        run: '',
        row: 0,
        batch: 0,
        fileSha256: '',
        source: 'registry',
        by: 'x',
        receivedAt: '2026-01-31T00:00:00Z',
      },
      category: 'doctor',
      cycle: 2025,
      evaluation: '2025',
      publishedOn: day('2026-01-31'),
      counted: [],
      tableVersion: '2023-05-08',
    });
    await byNumber();
    expect(ports.policy.firstCycle).toBe(2026);
    const file = (await folders.readFiles(party)).get('doctor');
    expect(file?.published).toMatchObject([{ cycle: 2025, publishedOn: '2026-01-31' }]);
  });
});

describe('a code that is given on', () => {
  it('leads to its holder on the day of the record', async () => {
    const [first, second] = [await openClinic(), await openClinic()];
    await first.byNumber('2026-01-10');
    await first.keep(
      {
        type: 'registration',
        subject: { category: 'doctor', scheme: 'resident-id', id: second.number, name: '扎西平措' },
        medinsCode: first.code,
        status: 'active',
      } as RegistrationRecord,
      '2026-05-01',
    );
    const dated = (on: string, document: string) => ({
      ...first.decision('original', 'medins-code'),
      decidedOn: day(on),
      documentNumber: document,
    });
    await first.keep(dated('2026-03-02', '甲1号'), '2026-06-01');
    await first.keep(dated('2026-05-20', '乙1号'), '2026-06-01');
    expect(await first.grade(first.party, 'doctor')).not.toBe('100.00');
    expect(await first.grade(second.party, 'doctor')).not.toBe('100.00');
    const documents = async (party: PartyKey) =>
      (await first.folders.readFolder(party)).facts.flatMap((fact) =>
        fact.type === 'decision' ? [fact.documentNumber] : [],
      );
    expect(await documents(first.party)).toEqual(['甲1号']);
    expect(await documents(second.party)).toEqual(['乙1号']);
  });

  it('by a correction of the same day takes with it what had gone to the wrong subject', async () => {
    const [wrong, right] = [await openClinic(), await openClinic()];
    const { keep, code } = wrong;
    await keep(wrong.decision('original', 'medins-code'));
    const giveTo = (id: string, at: string) =>
      keep(
        {
          type: 'registration',
          subject: { category: 'doctor', scheme: 'resident-id', id, name: '扎西平措' },
          medinsCode: code,
          status: 'active',
        } as RegistrationRecord,
        at,
      );
    await giveTo(wrong.number, '2026-06-02');
    expect(await wrong.grade(wrong.party, 'doctor')).not.toBe('100.00');
    await giveTo(right.number, '2026-06-02');
    expect(await wrong.grade(wrong.party, 'doctor')).toBe('100.00');
    expect(await wrong.grade(right.party, 'doctor')).not.toBe('100.00');
  });
});

describe('corrections of the registry on one day', () => {
  it('hold in the order in which they came, also when the first is said again', async () => {
    const { keep, folders, party, number } = await openClinic();
    const said = (level: string) =>
      keep(
        {
          type: 'registration',
          subject: { category: 'doctor', scheme: 'resident-id', id: number, name: '扎西平措' },
          division: level,
          status: 'active',
        } as RegistrationRecord,
        '2026-06-02',
      );
    const divisions: (string | undefined)[] = [];
    for (const division of ['540102', '540103', '540104', '540102', '540103']) {
      const { kind } = await said(division);
      divisions.push(registrationsOf((await folders.readFolder(party)).facts).get('doctor')?.division);
      expect(kind, division).toBe('accepted');
    }
    expect(divisions).toEqual(['540102', '540103', '540104', '540102', '540103']);
  });
});

describe('what an officer withdrew', () => {
  it('counts again when its authority says it again afterwards', async () => {
    const { keep, byNumber, decision, party, grade, folders, ports } = await openClinic();
    await byNumber('2026-01-10');
    await keep(decision('original', 'resident-id'), '2026-04-01');
    const [fact] = (await folders.readFolder(party)).facts.filter(({ type }) => type === 'decision');
    if (!fact) throw new Error('no decision');
    const word = {
      of: fact.key,
      isWithdrawn: true,
      by: 'officer',
      at: '2026-05-01T02:00:00Z',
      reason: '查无此事',
    };
    await withdrawFact(party, word, { ports });
    expect(await grade(party, 'doctor')).toBe('100.00');
    const again = await keep({ ...decision('original', 'resident-id') }, '2026-06-01', 'another-file');
    expect(again.kind).toBe('accepted');
    expect(await grade(party, 'doctor')).not.toBe('100.00');
    expect((await keep(decision('original', 'resident-id'), '2026-06-02', 'third-file')).kind).toBe(
      'duplicate',
    );
  });

  it('waits for an officer when an old copy of it comes', async () => {
    const { keep, byNumber, decision, party, grade, folders, ports } = await openClinic();
    await byNumber('2026-01-10');
    await keep(decision('original', 'resident-id'), '2026-04-01');
    const [fact] = (await folders.readFolder(party)).facts.filter(({ type }) => type === 'decision');
    const word = { isWithdrawn: true, by: 'officer', at: '2026-05-01T02:00:00Z', reason: '查无此事' };
    await withdrawFact(party, { of: fact?.key ?? '', ...word }, { ports });
    for (const [on, file] of [
      ['2026-06-01', 'sha'],
      ['2026-04-20', 'another-file'],
    ] as const)
      expect(await keep(decision('original', 'resident-id'), on, file)).toMatchObject({
        kind: 'quarantined',
        findings: [{ code: 'withdrawn-before' }],
      });
    expect(await grade(party, 'doctor')).toBe('100.00');
  });

  it('keeps the officer’s last word although the clock stepped back between two words', async () => {
    const { keep, byNumber, decision, party, grade, folders, ports } = await openClinic();
    await byNumber('2026-01-10');
    await keep(decision('original', 'resident-id'), '2026-04-01');
    const before = await grade(party, 'doctor');
    const [fact] = (await folders.readFolder(party)).facts.filter(({ type }) => type === 'decision');
    const said = { of: fact?.key ?? '', by: 'officer', reason: '更正' };
    await withdrawFact(party, { ...said, isWithdrawn: true, at: '2026-05-01T02:00:00Z' }, { ports });
    await withdrawFact(party, { ...said, isWithdrawn: false, at: '2026-05-01T01:59:00Z' }, { ports });
    expect(await grade(party, 'doctor')).toBe(before);
  });
});
