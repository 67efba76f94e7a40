import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseDeps } from '../../functions/handle-cases/case-deps.ts';
import { decideObjection } from '../../functions/handle-cases/decide-objection.ts';
import { fileObjection } from '../../functions/handle-cases/file-objection.ts';
import { noticeNumbering } from '../../lib/application/cases/notice-number.ts';
import { letterheadOf } from '../../lib/application/settings/letterhead.ts';
import { countedMarks } from '../../lib/credit-file/projection/evidence.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { addDays, day } from '../../lib/shared/day.ts';
import { residentIdCheck } from '../../lib/shared/identifiers.ts';
import { createNoticeNumberStore } from '../../lib/store/notice-number-store.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { createWaitingStore } from '../../lib/store/waiting-store.ts';
import type { ObjectionRequest } from '../../schemas/cases.ts';
import type { DecisionRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Objections against published results (Art. 19). The clock starts on 2026-06-30; every day is a working day. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const category = 'insured-person';
let people = 0;
const dayMs = 86_400_000;

const finding = (
  one: { id: string; name: string },
  number: number,
  {
    indicator = 'ip.drug-resale',
    amount = '900',
    decidedOn = '2025-05-05',
    status = 'original' as const,
  } = {},
): DecisionRecord => ({
  type: 'decision',
  subject: { category, scheme: 'resident-id', ...one },
  documentNumber: `文〔2026〕${number}号`,
  authority: { kind: 'medical-insurance', name: '医保局' },
  decidedOn: day(decidedOn),
  status,
  content: { kind: 'finding', indicator, amount },
  usage: 'public',
});

/** A person with one finding of 2025, whose result of 2025 was published on 2026-06-25: 95.00, A. */
async function openPublished() {
  const intake = openIntake(real.table, { FIRST_CYCLE: '2025' });
  const { folders, vault, ports, keep, runtime } = intake;
  const body = `5401021985010${String(1000 + ++people)}`;
  const one = { id: body + residentIdCheck(body), name: '次仁扎西' };
  const party = vault.partyKey('resident-id', one.id);
  await keep({
    type: 'registration',
    subject: { category, scheme: 'resident-id', ...one },
    status: 'active',
  });
  await keep(finding(one, 1), '2025-06-02');
  const { facts } = await folders.readFolder(party);
  const cycles = { published: new Map(), lateEvidence: 'carry' } as const;
  await folders.addFact(party, {
    type: 'publication',
    key: `P.${category}.2025`,
    origin: { ...(facts[0] as (typeof facts)[number]).origin, receivedAt: '2026-06-25T02:00:00Z' },
    category,
    cycle: 2025,
    evaluation: '2025',
    publishedOn: day('2026-06-25'),
    counted: countedMarks(facts, [], { category, cycle: 2025, cycles }),
    tableVersion: '2023-05-08',
  });
  await projectParty(party, ports);
  const deps: CaseDeps = {
    ...intake,
    waiting: createWaitingStore(real.table),
    receipts: createReceiptStore(real.table),
    numberNotice: noticeNumbering({
      numbers: createNoticeNumberStore(real.table),
      letterhead: letterheadOf({ env: {} }),
    }),
    deadlines: {
      deadlineAfter: async (event, workingDays) => ({ on: addDays(event, workingDays), provisional: false }),
    },
  };
  const request = (change: Partial<ObjectionRequest> = {}): ObjectionRequest => ({
    subject: { scheme: 'resident-id', id: one.id, category },
    applicant: { capacity: 'self', scheme: 'resident-id', ...one },
    grounds: '不服',
    ...change,
  });
  const file = async () => folders.readFile({ party, category });
  const object = (change: Partial<ObjectionRequest> = {}) => fileObjection(request(change), 'clerk', deps);
  return { ...intake, one, party, deps, file, object, pass: (days: number) => runtime.pass(days * dayMs) };
}

const named = (number: number) => [{ documentNumber: `文〔2026〕${number}号`, authority: '医保局' }];

describe('an objection to a published result', () => {
  it('is taken while an open cycle stands worse, and corrects the published one', async () => {
    const { one, keep, file, object, deps, party } = await openPublished();
    const fraud = { indicator: 'ip.impersonation', amount: '5000', decidedOn: '2026-05-05' };
    await keep(finding(one, 2, fraud), '2026-06-26');
    expect(await file()).toMatchObject({ gradeInForce: { cycle: 2026, grade: 'C', state: 'interim' } });
    const { one: filed } = await object({ cycle: 2025 });
    expect(filed).toMatchObject({
      id: '2025-1',
      fact: {
        contests: { cycle: 2025, grade: 'A', madeKnownOn: '2026-06-25' },
        objectBy: { on: '2026-07-05' },
      },
    });
    await expect(object({ decisions: named(1) })).rejects.toMatchObject({ code: 'objection-open' });
    const { one: other } = await object({ decisions: named(2) });
    expect(other).toMatchObject({ id: '2026-1', fact: { contests: { cycle: 2026, grade: 'C' } } });
    const ruling = { verdict: 'upheld', reason: '属实', decisions: named(1) } as const;
    await decideObjection(`${category}.${party}.2025-1`, ruling, 'officer', deps);
    expect(await file()).toMatchObject({
      published: [{ cycle: 2025, score: '100.00' }],
      gradeInForce: { cycle: 2026, grade: 'C' },
    });
  });

  it('that names a decision of that year is filed against that year', async () => {
    const { one, keep, object } = await openPublished();
    const fraud = { indicator: 'ip.impersonation', amount: '5000', decidedOn: '2026-05-05' };
    await keep(finding(one, 2, fraud), '2026-06-26');
    expect((await object({ decisions: named(1) })).one.fact.contests.cycle).toBe(2025);
  });

  it('has a term of its own from the day on which the result was corrected for the worse', async () => {
    const { one, keep, object, pass, runtime } = await openPublished();
    pass(32);
    await expect(object({ cycle: 2025 })).rejects.toMatchObject({
      code: 'objection-late',
      detail: expect.stringContaining('due on 2026-07-05'),
    });
    const amended = { amount: '2500', decidedOn: '2025-05-06', status: 'amendment' as never };
    await keep(finding(one, 1, amended), '2026-08-01');
    pass(1);
    const { one: filed } = await object({ cycle: 2025 });
    expect(filed.fact).toMatchObject({
      contests: { grade: 'B', madeKnownOn: '2026-08-01' },
      objectBy: { on: '2026-08-11' },
    });
    expect(runtime.clock().toISOString()).toContain('2026-08-0');
  });

  it('is made once, also where something else of the file has changed since', async () => {
    const { one, keep, object, deps, party, file } = await openPublished();
    await object({ cycle: 2025 });
    const refused = { verdict: 'refused', reason: '维持' } as const;
    await decideObjection(`${category}.${party}.2025-1`, refused, 'officer', deps);
    const before = (await file())?.gradeInForce?.sheet;
    await keep(finding(one, 2, { amount: '5000', decidedOn: '2026-05-05' }), '2026-06-29');
    expect((await file())?.gradeInForce?.sheet).not.toBe(before);
    await expect(object({ cycle: 2025 })).rejects.toMatchObject({ code: 'objection-decided' });
  });

  it('of a year without a result is refused, with the years that have one', async () => {
    const { object } = await openPublished();
    await expect(object({ cycle: 2024 })).rejects.toMatchObject({
      status: 404,
      code: 'unknown-result',
      detail: expect.stringContaining('2025'),
    });
  });
});
