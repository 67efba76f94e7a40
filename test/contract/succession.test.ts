import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctRow } from '../../functions/work-quarantine/correct-row.ts';
import type { DecideDeps } from '../../functions/work-quarantine/row-acts.ts';
import { registrationEntry } from '../../lib/application/intake/facts.ts';
import { takeRecord } from '../../lib/application/intake/take-record.ts';
import { sealRow } from '../../lib/application/quarantine/row-content.ts';
import type { Origin } from '../../lib/credit-file/facts/fact.ts';
import { isRegisteredOn } from '../../lib/credit-file/facts/registered-days.ts';
import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import { goOnUnder } from '../../lib/credit-file/succession.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import { createMatchStore } from '../../lib/store/list-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import type { DecisionRecord, FeedRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Institutions that come under another USCC with the same medical-insurance code, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let hospitals = 0;
const originOfJune: Origin = {
  run: 'JUNE',
  row: 1,
  batch: 0,
  fileSha256: 'june',
  source: 'registry',
  by: 'registry',
  receivedAt: '2026-06-01T02:00:00Z',
};
const category = 'medical-institution' as const;
const withCheck = (body: string, check: (body: string) => string): string => `${body}${check(body)}`;

/** A hospital that the registry knows by its first number, and what is said of it by the second one. */
async function openHospital() {
  const intake = openIntake(real.table);
  const { keep, folders, vault, ports } = intake;
  const serial = String(++hospitals).padStart(3, '0');
  const [first, second] = [1, 2].map((n) => withCheck(`12540100MB2S${n}${serial}9`, usccCheck)) as [
    string,
    string,
  ];
  const code = `H54010209${serial}`;
  const [party, secondParty] = [vault.partyKey('uscc', first), vault.partyKey('uscc', second)];
  const nameOf = (id: string): string => (id === first ? '医院' : '新医院');
  const entry = (id: string, change: object = {}): RegistrationRecord =>
    ({
      type: 'registration',
      subject: { category, scheme: 'uscc', id, name: nameOf(id) },
      medinsCode: code,
      level: '2',
      status: 'active',
      ...change,
    }) as RegistrationRecord;
  const penalty = (number: number, id: string): DecisionRecord =>
    ({
      type: 'decision',
      subject: { scheme: 'uscc', id, name: nameOf(id) },
      documentNumber: `藏市监处罚〔2026〕${number}号`,
      authority: { kind: 'market-supervision', name: '西藏自治区市场监督管理局' },
      decidedOn: day('2026-03-02'),
      status: 'original',
      content: { kind: 'penalty', penalties: ['warning'] },
      usage: 'public',
    }) as DecisionRecord;
  await keep(entry(first), '2026-05-01');
  let row = 0;
  return {
    ...intake,
    first,
    second,
    party,
    secondParty,
    code,
    entry,
    penalty,
    /** What an officer decides of a row that was received on a day. */
    confirm: (record: FeedRecord, on: string, answer: 'same' | 'apart' = 'same') =>
      takeRecord(
        record,
        {
          run: `DECIDED${on}`,
          row: ++row,
          batch: 0,
          fileSha256: on,
          source: 'registry',
          by: 'registry',
          receivedAt: `${on}T02:00:00Z`,
          correction: { by: 'officer', at: `${on}T06:00:00Z` },
        },
        { vault, ports },
        answer === 'same' ? { continues: party } : 'apart',
      ),
    /** Number, status and score of the file of a party. */
    fileOf: async (of = party) => {
      const file = await folders.readFile({ party: of, category });
      if (!file) return undefined;
      return [vault.identify(of, file.identity).id, file.status, file.gradeInForce?.score];
    },
  };
}

describe('a USCC that the registry does not know, with the code of another institution', () => {
  it('waits for a person and changes nothing', async () => {
    const { keep, entry, first, second, secondParty, fileOf } = await openHospital();
    expect(await keep(entry(second), '2026-06-01')).toMatchObject({
      kind: 'quarantined',
      findings: [{ code: 'succession-candidate' }],
    });
    expect(await fileOf()).toEqual([first, 'active', '100.00']);
    expect(await fileOf(secondParty)).toBeUndefined();
  });

  it('asks nothing where its code is another, where the holder is of another category, or where it has left', async () => {
    const { keep, entry, second, code, vault, folders, party } = await openHospital();
    const left = { ...entry(second), status: 'left' } as const;
    expect(await keep(left, '2026-06-01')).toEqual({ kind: 'accepted' });
    // Nobody has left with the code of somebody who is there.
    expect(await homeOf(vault.partyKey('medins-code', code), folders)).toBe(party);
    const other = await openHospital();
    expect(await other.keep(other.entry(other.second, { medinsCode: 'H54010299999' }))).toMatchObject({
      kind: 'accepted',
    });
    const shop = other.entry(withCheck('91540100MB2S99999', usccCheck), { medinsCode: other.code });
    const subject = { ...shop.subject, category: 'pharmacy' } as const;
    expect(await other.keep({ ...shop, subject })).toMatchObject({ kind: 'accepted' });
  });
});

describe('the same institution under another number', () => {
  it('keeps its key and its whole file, whichever number authorities name, in any order', async () => {
    const { keep, confirm, entry, penalty, first, second, party, secondParty, fileOf, folders } =
      await openHospital();
    expect(await keep(penalty(1, second))).toEqual({ kind: 'unmatched' });
    await keep(penalty(2, first));
    expect(await confirm(entry(second), '2026-06-01')).toEqual({ kind: 'accepted' });
    // 行政处理: 18 points, a sixth each case.
    expect(await fileOf()).toEqual([second, 'active', '94.00']);
    await keep(penalty(3, second));
    await keep(penalty(4, first));
    expect(await fileOf()).toEqual([second, 'active', '88.00']);
    expect(await fileOf(secondParty)).toBeUndefined();
    expect(await homeOf(secondParty, folders)).toBe(party);
    expect(await keep(penalty(3, first))).toEqual({ kind: 'duplicate' });
  });

  it('is the same when it is decided again after it broke off', async () => {
    const { confirm, entry, penalty, keep, second, fileOf, folders, party } = await openHospital();
    await keep(penalty(1, second));
    await confirm(entry(second), '2026-06-01');
    const { facts } = await folders.readFolder(party);
    await confirm(entry(second), '2026-06-01');
    expect((await folders.readFolder(party)).facts.map(({ key }) => key)).toEqual(
      facts.map(({ key }) => key),
    );
    expect(await fileOf()).toEqual([second, 'active', '97.00']);
  });

  it('goes on as the registry says of the new number; what it says of the former one says nothing any more', async () => {
    const { keep, confirm, entry, first, second, party, fileOf, folders } = await openHospital();
    await confirm(entry(second), '2026-06-01');
    expect(await keep({ ...entry(first), status: 'left' }, '2026-06-02')).toEqual({ kind: 'accepted' });
    expect(await fileOf()).toEqual([second, 'active', '100.00']);
    expect(await keep(entry(second, { level: '3' }), '2026-06-03')).toEqual({ kind: 'accepted' });
    expect(await keep(entry(second, { level: '3' }), '2026-06-04')).toEqual({ kind: 'duplicate' });
    const { facts } = await folders.readFolder(party);
    expect(registrationsOf(facts).get(category)).toMatchObject({ level: '3', status: 'active' });
    expect(isRegisteredOn(day('2026-06-02'), facts, category)).toBe(true);
    await keep({ ...entry(second), status: 'left' }, '2026-06-05');
    expect(await fileOf()).toEqual([second, 'left', '100.00']);
  });

  it('takes over a file that the bureau had begun under the new number, and counts it once', async () => {
    const { vault, ports, confirm, entry, second, secondParty, fileOf } = await openHospital();
    const finding = {
      type: 'decision',
      subject: { category, scheme: 'uscc', id: second, name: '新医院' },
      documentNumber: '藏医保查〔2026〕1号',
      authority: { kind: 'medical-insurance', name: '西藏自治区医疗保障局' },
      decidedOn: day('2026-05-04'),
      status: 'original',
      content: { kind: 'finding', indicator: 'mi.invoices', count: 1 },
      usage: 'public',
    } as DecisionRecord;
    const origin = {
      run: 'FINDING',
      row: 1,
      batch: 0,
      fileSha256: 'finding',
      source: 'medical-insurance',
      by: 'bureau',
      receivedAt: '2026-05-20T02:00:00Z',
    } as const;
    await takeRecord(finding, origin, { vault, ports });
    expect(await fileOf(secondParty)).toEqual([second, 'active', '98.00']);
    await confirm(entry(second), '2026-06-01');
    expect(await fileOf(secondParty)).toEqual([second, 'merged', '98.00']);
    expect(await fileOf()).toEqual([second, 'active', '98.00']);
  });

  it('is reached by what concerns staff that the registry has under either number', async () => {
    const { keep, confirm, entry, first, second, fileOf } = await openHospital();
    const doctor = { category: 'doctor', scheme: 'resident-id', name: '扎西' } as const;
    const number = withCheck(`54010219870101${String(hospitals).padStart(3, '0')}`, residentIdCheck);
    for (const [employerId, on] of [
      [first, '2026-05-02'],
      [second, '2026-05-03'],
    ] as const)
      await keep(
        {
          type: 'registration',
          subject: { ...doctor, id: number },
          employment: { employerId, from: day('2024-01-01') },
          status: 'active',
        } as RegistrationRecord,
        on,
      );
    await confirm(entry(second), '2026-06-01');
    await keep({
      ...{ type: 'decision', subject: { ...doctor, id: number }, documentNumber: '医〔2026〕7号' },
      authority: { kind: 'medical-insurance', name: '西藏自治区医疗保障局' },
      decidedOn: day('2026-06-02'),
      status: 'original',
      content: { kind: 'finding', indicator: 'dr.complaint', count: 1 },
      usage: 'public',
    } as DecisionRecord);
    // 医保医师处理: 6 points, a fifth each case; one case, although two employments name the hospital.
    expect(await fileOf()).toEqual([second, 'active', '98.80']);
  });
});

describe('a former number that the registry brings back', () => {
  it('asks again, and the file goes by it once an officer says so', async () => {
    const { keep, confirm, entry, first, second, fileOf } = await openHospital();
    await confirm(entry(second), '2026-06-01');
    const back = await keep(entry(first, { level: '1' }), '2026-06-10');
    expect(back).toMatchObject({ kind: 'quarantined', findings: [{ code: 'succession-candidate' }] });
    expect(await fileOf()).toEqual([second, 'active', '100.00']);
    expect(await confirm(entry(first, { level: '1' }), '2026-06-10')).toEqual({ kind: 'accepted' });
    expect(await fileOf()).toEqual([first, 'active', '100.00']);
    expect(await keep(entry(second), '2026-06-11')).toMatchObject({ kind: 'quarantined' });
  });
});

describe('another institution that was given the code', () => {
  it('has a file of its own from then on, and each keeps what was said of its days', async () => {
    const { keep, confirm, entry, penalty, code, second, secondParty, party, fileOf, vault, folders } =
      await openHospital();
    const underCode = (number: number, decidedOn: string) =>
      ({
        ...penalty(number, second),
        subject: { category, scheme: 'medins-code', id: code, name: '医院' },
        decidedOn: day(decidedOn),
      }) as DecisionRecord;
    await keep(underCode(1, '2026-04-01'));
    await keep(underCode(2, '2026-06-05'));
    await keep(penalty(3, second));
    expect(await fileOf()).toMatchObject({ 2: '94.00' });
    expect(await confirm(entry(second), '2026-06-01', 'apart')).toEqual({ kind: 'accepted' });
    expect(await fileOf()).toMatchObject({ 2: '97.00' });
    expect(await fileOf(secondParty)).toEqual([second, 'active', '94.00']);
    const codeParty = vault.partyKey('medins-code', code);
    expect(await homeOf(codeParty, folders)).toBe(secondParty);
    expect(await homeOf(codeParty, folders, day('2026-05-31'))).toBe(party);
    expect(await keep(entry(second), '2026-06-02')).toEqual({ kind: 'duplicate' });
  });
});

describe('a decision of an officer', () => {
  type Hospital = Awaited<ReturnType<typeof openHospital>>;
  /** A row that asks, as a list of 2026-06-01 brought it, and the officer's correction of it. */
  async function openAsking(hospital: Hospital, registration: RegistrationRecord) {
    const deps = {
      ...hospital,
      quarantine: createQuarantineStore(real.table),
      matches: createMatchStore(real.table),
      runs: { resolveRow: async () => undefined },
    } as unknown as DecideDeps;
    const runId = `ASKS${String(++hospitals).padStart(22, '0')}`;
    const row: QuarantinedRow = {
      ...{ runId, row: 1, batch: 0, source: 'registry', template: '', by: 'registry', fileSha256: runId },
      receivedAt: '2026-06-01T02:00:00Z',
      findings: [{ code: 'succession-candidate', message: 'x' }],
      ...{ content: '', state: 'waiting', decisions: [], revision: 0 },
    };
    await deps.quarantine.add([{ ...row, content: sealRow(hospital.vault, row, { registration }) }]);
    const kept = await deps.quarantine.read(runId, 1);
    if (!kept) throw new Error('no row');
    return (said: object) => correctRow(kept, { request: { reason: '核实', ...said }, by: 'officer' }, deps);
  }

  it('is completed after it broke off, at whichever step', async () => {
    const hospital = await openHospital();
    const { vault, folders, ports, entry, second, party, secondParty, fileOf } = hospital;
    const correct = await openAsking(hospital, entry(second));
    const begun = registrationEntry(entry(second), { ...originOfJune, run: 'BROKEN' }, vault);
    const origin = begun.entry.fact.origin;
    await folders.addFact(secondParty, { type: 'alias', key: `A.${party}`, origin, of: party });
    expect((await correct({ candidate: `${category}.${party}` })).row.state).toBe('corrected');
    expect(await fileOf()).toEqual([second, 'active', '100.00']);
    const other = await openHospital();
    const late = await openAsking(other, other.entry(other.second));
    const whole = registrationEntry(other.entry(other.second), originOfJune, vault);
    await goOnUnder(other.secondParty, { former: other.party, entry: whole.entry }, ports);
    expect((await late({ candidate: `${category}.${other.party}` })).row.state).toBe('corrected');
    expect(await other.fileOf()).toEqual([other.second, 'active', '100.00']);
  });

  it('names the candidate or says that the row holds, and cannot begin a file under a former number', async () => {
    const hospital = await openHospital();
    const { confirm, entry, first, second, secondParty, party } = hospital;
    const asking = await openAsking(hospital, entry(second));
    await expect(asking({})).rejects.toMatchObject({ code: 'nothing-corrected' });
    await expect(asking({ candidate: `${category}.${secondParty}` })).rejects.toMatchObject({
      code: 'no-such-candidate',
    });
    await confirm(entry(second), '2026-05-20');
    const back = await openAsking(hospital, entry(first, { level: '1' }));
    await expect(back({ holds: true })).rejects.toMatchObject({ code: 'number-leads-to-file' });
    expect((await back({ candidate: `${category}.${party}` })).row.state).toBe('corrected');
  });
});
