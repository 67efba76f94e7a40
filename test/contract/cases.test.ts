import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CaseDeps } from '../../functions/handle-cases/case-deps.ts';
import { decideObjection } from '../../functions/handle-cases/decide-objection.ts';
import { decideRepair } from '../../functions/handle-cases/decide-repair.ts';
import { fileObjection } from '../../functions/handle-cases/file-objection.ts';
import { fileRepair } from '../../functions/handle-cases/file-repair.ts';
import { listDeadlines } from '../../functions/handle-cases/list-deadlines.ts';
import { say } from '../../functions/handle-cases/say.ts';
import { createIsolatedSteps } from '../../functions/sweep/isolated-steps.ts';
import { sweepCases } from '../../functions/sweep/sweep-cases.ts';
import { noticeNumbering } from '../../lib/application/cases/notice-number.ts';
import { openCase } from '../../lib/application/cases/open-case.ts';
import { rescheduleCases } from '../../lib/application/cases/reschedule-cases.ts';
import { letterheadOf } from '../../lib/application/settings/letterhead.ts';
import type { Deadlines } from '../../lib/credit-file/cases/deadline.ts';
import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import { folderDigestOf } from '../../lib/credit-file/projection/project-folder.ts';
import { addDays, day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import { createNoticeNumberStore } from '../../lib/store/notice-number-store.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import type { ObjectionRequest } from '../../schemas/cases.ts';
import type { DecisionRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Cases on a real DynamoDB API: a case is decided once, whatever races, crashes or moves come in between. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let people = 0;
const newPerson = () => {
  const body = `5401021985${String(101 + Math.floor(people / 900)).padStart(4, '0')}${String(++people).padStart(3, '0')}`;
  return { id: body + residentIdCheck(body), name: '次仁扎西' };
};

/** Calendar days: every day counts as a working day until `holidays` is set. */
let holidays = 0;
let deadlines: Deadlines;
beforeEach(() => {
  holidays = 0;
  deadlines = {
    deadlineAfter: async (event, workingDays) => ({
      on: addDays(event, workingDays + holidays),
      provisional: holidays === 0,
    }),
  };
});

function openCasework(env: Readonly<Record<string, string>> = {}) {
  const intake = openIntake(real.table, env);
  const waiting = createWaitingStore(real.table);
  const deps: CaseDeps = {
    ...intake,
    waiting,
    receipts: createReceiptStore(real.table),
    deadlines: { deadlineAfter: (...asked) => deadlines.deadlineAfter(...asked) },
    numberNotice: noticeNumbering({
      numbers: createNoticeNumberStore(real.table),
      letterhead: letterheadOf({ env }),
    }),
  };
  const sweeping = { ...deps, attempts: createIsolatedSteps(intake.runtime.log) };
  return {
    ...intake,
    deps,
    sweeping,
    waiting,
    register: (one: { id: string; name: string }, change: Partial<RegistrationRecord> = {}) =>
      intake.keep({
        type: 'registration',
        subject: { category: 'insured-person', scheme: 'resident-id', ...one },
        status: 'active',
        ...change,
      } as RegistrationRecord),
  };
}
type Casework = ReturnType<typeof openCasework>;

const finding = (
  one: { id: string; name: string },
  number: number,
  change: Partial<DecisionRecord> & { indicator: string },
): DecisionRecord => {
  const { indicator, ...rest } = change;
  return {
    type: 'decision',
    subject: { category: 'insured-person', scheme: 'resident-id', ...one },
    documentNumber: `文〔2026〕${number}号`,
    authority: { kind: 'medical-insurance', name: '医保局' },
    decidedOn: day('2026-01-04'),
    status: 'original',
    content: { kind: 'finding', indicator, amount: '900' },
    usage: 'public',
    ...rest,
  };
};

const asking = (
  one: { id: string; name: string },
  change: Partial<ObjectionRequest> = {},
): ObjectionRequest => ({
  subject: { scheme: 'resident-id', id: one.id, category: 'insured-person' },
  applicant: { capacity: 'self', scheme: 'resident-id', ...one },
  decisions: [{ documentNumber: '文 [2026] 1号', authority: '医保局' }],
  grounds: '不服',
  ...change,
});

/** A person with one finding by the bureau, and an objection to it. */
async function openObjection(casework: Casework = openCasework()) {
  const one = newPerson();
  const { vault, folders, deps } = casework;
  const party = vault.partyKey('resident-id', one.id);
  await casework.register(one);
  await casework.keep(finding(one, 1, { indicator: 'ip.drug-resale' }), '2026-06-02');
  const filed = await fileObjection(asking(one), 'clerk', deps);
  const id = `${subjectText({ category: 'insured-person', party })}.${filed.one.id}`;
  const scoreNow = async () =>
    (await folders.readFile({ party, category: 'insured-person' }))?.gradeInForce?.score;
  return { ...casework, one, party, id, key: filed.one.fact.key, scoreNow };
}

/** Entries of the index about a party's cases. */
const waitingFor = async ({ waiting, party }: { waiting: CaseDeps['waiting']; party: string }) =>
  (await waiting.list('C', { prefix: '', limit: 200 })).keys.filter((key) => key.party === party);
const upheld = { verdict: 'upheld', reason: '属实' } as const;

describe('two officers at once', () => {
  it('who file an objection to one grade file one', async () => {
    const casework = openCasework();
    const one = newPerson();
    await casework.register(one);
    await casework.keep(finding(one, 1, { indicator: 'ip.drug-resale' }));
    const file = () => fileObjection(asking(one), 'clerk', casework.deps);
    const answers = await Promise.allSettled([file(), file(), file()]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'objection-open' });
  });

  it('who have both read an open objection make one decision: the second is refused', async () => {
    const { id, deps, scoreNow } = await openObjection();
    const [first, second] = [
      await openCase('objection', id, deps.ports),
      await openCase('objection', id, deps.ports),
    ];
    const decision = (verdict: 'upheld' | 'refused', by: string): CaseFact => ({
      type: 'objection-decision',
      key: `OD.insured-person.${first.one.id}`,
      origin: officerOrigin(by, '2026-06-30T04:00:00Z'),
      category: 'insured-person',
      case: first.one.id,
      isProposed: false,
      verdict,
      decidedOn: day('2026-06-30'),
      decisions: verdict === 'upheld' ? first.one.fact.decisions : [],
      reason: deps.vault.seal('理由', first.folder.party),
      attachments: [],
    });
    expect((await say(first, decision('refused', 'a'), deps)).one.state).toBe('refused');
    await expect(say(second, decision('upheld', 'b'), deps)).rejects.toMatchObject({
      status: 409,
      code: 'decided-meanwhile',
    });
    expect(await scoreNow()).toBe('95.00');
  });
});

describe('a decision that broke off', () => {
  it('is completed by the sweep: the file is projected, the case waits no more', async () => {
    const opened = await openObjection();
    const { id, deps, folders, party, key, scoreNow, sweeping } = opened;
    const stopped = {
      ...deps,
      ports: { ...deps.ports, store: { ...folders, putFile: () => Promise.reject(new Error('killed')) } },
    };
    await expect(decideObjection(id, upheld, 'officer', stopped)).rejects.toThrow('killed');
    expect(await scoreNow()).toBe('95.00');
    expect(await waitingFor(opened)).toMatchObject([{ fact: key, due: { stage: 'settling' } }]);
    await sweepCases(sweeping);
    expect(await scoreNow()).toBe('100.00');
    expect(await waitingFor(opened)).toEqual([]);
    expect(
      (await folders.readFolder(party)).facts.filter(({ type }) => type === 'objection-decision'),
    ).toHaveLength(1);
  });

  it('is completed by doing it again, which answers that it was decided', async () => {
    const { id, deps, folders, scoreNow } = await openObjection();
    const stopped = {
      ...deps,
      ports: { ...deps.ports, store: { ...folders, putFile: () => Promise.reject(new Error('killed')) } },
    };
    await expect(decideObjection(id, upheld, 'officer', stopped)).rejects.toThrow('killed');
    await expect(decideObjection(id, upheld, 'officer', deps)).rejects.toMatchObject({
      code: 'already-decided',
    });
    expect(await scoreNow()).toBe('100.00');
  });

  it('before it was said waits again for an officer', async () => {
    const opened = await openObjection();
    const { folders, party, key, sweeping } = opened;
    await folders.moveCase(party, key, { on: day('2026-06-30'), stage: 'settling' });
    await sweepCases(sweeping);
    expect(await waitingFor(opened)).toMatchObject([{ due: { on: '2026-07-15', stage: 'waiting' } }]);
  });
});

describe('an objection whose filing was stopped before the file was written', () => {
  it('is completed by the sweep: the file then follows from all its facts', async () => {
    const casework = openCasework();
    const { deps, folders, vault, sweeping } = casework;
    const one = newPerson();
    const party = vault.partyKey('resident-id', one.id);
    await casework.register(one);
    await casework.keep(finding(one, 1, { indicator: 'ip.drug-resale' }), '2026-06-02');
    const stopped = {
      ...deps,
      ports: { ...deps.ports, store: { ...folders, putFile: () => Promise.reject(new Error('killed')) } },
    };
    await expect(fileObjection(asking(one), 'clerk', stopped)).rejects.toThrow('killed');
    const isWhole = async () => {
      const folder = await folders.readFolder(party);
      return folder.files.get('insured-person')?.folderDigest === folderDigestOf(folder);
    };
    expect(await isWhole()).toBe(false);
    await sweepCases(sweeping);
    expect(await isWhole()).toBe(true);
    expect(await waitingFor({ ...casework, party })).toMatchObject([
      { due: { on: '2026-07-15', stage: 'waiting' } },
    ]);
  });
});

describe('the deadline of an open case', () => {
  it('moves when the calendar answers otherwise, once, and says from where', async () => {
    const opened = await openObjection();
    const { sweeping, deps, folders, party, id } = opened;
    holidays = 7;
    await Array.fromAsync(rescheduleCases(sweeping));
    await Array.fromAsync(rescheduleCases(sweeping));
    const { facts } = await folders.readFolder(party);
    expect(facts.filter(({ type }) => type === 'deadline')).toHaveLength(1);
    const { deadlines: due } = await listDeadlines({ limit: 200 }, deps);
    expect(due.filter((one) => one.id === id)).toMatchObject([
      { on: '2026-07-22', provisional: false, movedFrom: '2026-07-15' },
    ]);
  });

  it('is reminded of three days before, and alarms after it until it is decided', async () => {
    const opened = await openObjection();
    const { sweeping, runtime, deps, id } = opened;
    const said = async (days: number) => {
      runtime.said.length = 0;
      runtime.pass(days * 86_400_000);
      await sweepCases(sweeping);
      return runtime.said.filter((word) => word.startsWith('case.'));
    };
    expect(await said(11)).toEqual([]);
    expect(await said(1)).toContain('case.due');
    expect(await said(1)).not.toContain('case.due');
    expect(await said(3)).toContain('case.overdue');
    expect(await said(0)).toEqual([]);
    expect((await waitingFor(opened))[0]?.due.stage).toBe('overdue');
    await decideObjection(id, { verdict: 'refused', reason: '维持' }, 'officer', deps);
    expect(await waitingFor(opened)).toEqual([]);
  });
});

describe("a person's document that is attributed to an institution", () => {
  it('is struck out of the institution and stays with the person', async () => {
    const casework = openCasework();
    const { deps, folders, vault, keep } = casework;
    const person = newPerson();
    const body = '12540100433210099';
    const hospital = { id: body + usccCheck(body), name: '拉萨测试人民医院' };
    await casework.register(hospital, {
      subject: { category: 'medical-institution', scheme: 'uscc', ...hospital },
    });
    await casework.register(person, {
      subject: { category: 'doctor', scheme: 'resident-id', ...person },
      employment: { employerId: hospital.id, employerScheme: 'uscc' },
    });
    const subject = { category: 'doctor', scheme: 'resident-id', ...person } as const;
    const content = { kind: 'finding', indicator: 'dr.complaint', count: 2 } as const;
    await keep(finding(person, 1, { indicator: 'dr.complaint', subject, content }));
    const institution = {
      party: vault.partyKey('uscc', hospital.id),
      category: 'medical-institution',
    } as const;
    const scoreOf = async (file: Parameters<typeof folders.readFile>[0]) =>
      (await folders.readFile(file))?.gradeInForce?.score;
    expect(await scoreOf(institution)).toBe('98.80');
    const { one } = await fileObjection(
      asking(hospital, {
        subject: { scheme: 'uscc', id: hospital.id, category: 'medical-institution' },
        applicant: { capacity: 'self', scheme: 'uscc', ...hospital },
      }),
      'clerk',
      deps,
    );
    await decideObjection(`${subjectText(institution)}.${one.id}`, upheld, 'officer', deps);
    expect(await scoreOf(institution)).toBe('100.00');
    expect(await scoreOf({ party: vault.partyKey('resident-id', person.id), category: 'doctor' })).toBe(
      '96.00',
    );
  });
});

describe('a repair that lifts a suspension', () => {
  it('is granted by two officers; the suspension ends the day after the notice', async () => {
    const { deps, folders, vault, keep, register, runtime, sweeping } = openCasework({ FIRST_CYCLE: '2025' });
    const one = newPerson();
    const party = vault.partyKey('resident-id', one.id);
    await register(one);
    const frauds = ['ip.drug-resale', 'ip.impersonation'];
    for (const [index, indicator] of frauds.entries())
      await keep(
        finding(one, index + 1, {
          indicator,
          decidedOn: day('2025-12-20'),
          content: { kind: 'finding', indicator, amount: '5000' },
        }),
      );
    const file = async () => folders.readFile({ party, category: 'insured-person' });
    const sanctions = [{ kind: 'settlement-suspension', from: '2026-06-01', until: '2026-09-01' }];
    expect(await file()).toMatchObject({ sanctions });
    const { one: filed } = await fileRepair(
      {
        ...asking(one),
        decisions: [{ documentNumber: '文〔2026〕1号', authority: '医保局' }],
        attachments: { form: 'f', proofs: ['p'], commitment: 'c' },
      },
      'clerk',
      deps,
    );
    const id = `insured-person.${party}.${filed.id}`;
    const grant = (by: string) => decideRepair(id, { verdict: 'granted', reason: '已履行' }, by, deps);
    expect((await grant('first')).one.state).toBe('proposed');
    await expect(grant('first')).rejects.toMatchObject({ status: 403, code: 'same-officer' });
    expect((await grant('second')).one).toMatchObject({ state: 'in-notice', effectiveOn: '2026-07-06' });
    expect(await file()).toMatchObject({ sanctions, changesOn: '2026-07-06' });
    runtime.pass(6 * 86_400_000);
    await sweepCases(sweeping);
    expect(await file()).toMatchObject({ sanctions: [] });
  });
});

describe('a case of a subject known by its medical-insurance code', () => {
  it('follows the code to the file of its subject, and is decided there under its old id', async () => {
    const casework = openCasework();
    const { deps, folders, vault, keep } = casework;
    const body = '91540100MA6TB0099';
    const shop = { id: body + usccCheck(body), name: '拉萨测试大药房有限公司' };
    const code = 'P54010209999';
    const subject = { category: 'pharmacy', scheme: 'medins-code', id: code, name: shop.name } as const;
    await casework.register(shop, { subject });
    const content = { kind: 'finding', indicator: 'ph.circular', count: 1 } as const;
    await keep(finding(shop, 1, { indicator: 'ph.circular', subject, content }));
    const applicant = { capacity: 'self', scheme: 'medins-code', id: code, name: shop.name } as const;
    const named = { scheme: 'medins-code', id: code, category: 'pharmacy' } as const;
    const filed = await fileRepair(
      {
        ...asking(shop),
        decisions: [{ documentNumber: '文〔2026〕1号', authority: '医保局' }],
        subject: named,
        applicant,
        attachments: { form: 'f', proofs: ['p'], commitment: 'c' },
      },
      'clerk',
      deps,
    );
    const objected = await fileObjection(asking(shop, { subject: named, applicant }), 'clerk', deps);
    expect(filed.party).toBe(vault.partyKey('medins-code', code));
    await casework.register(shop, {
      subject: { category: 'pharmacy', scheme: 'uscc', ...shop },
      medinsCode: code,
    });
    const home = { party: vault.partyKey('uscc', shop.id), category: 'pharmacy' } as const;
    const scoreNow = async () => (await folders.readFile(home))?.gradeInForce?.score;
    expect(await scoreNow()).toBe('98.67');
    const oldId = `pharmacy.${filed.party}.${objected.one.id}`;
    expect((await decideObjection(oldId, upheld, 'officer', deps)).one.state).toBe('upheld');
    expect(await scoreNow()).toBe('100.00');
    expect(await waitingFor({ ...casework, party: filed.party })).toMatchObject([{ fact: 'K.pharmacy.1' }]);
  });
});
