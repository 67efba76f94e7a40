import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyTable } from '../../infra/cli/verify.ts';
import { policyOfTable } from '../../lib/application/wiring/intake-ports.ts';
import type { Category } from '../../lib/shared/category.ts';
import { addDays, type Day } from '../../lib/shared/day.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { openTable } from '../../lib/store/table.ts';
import type { Review, ReviewsAnswer } from '../../schemas/reviews.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { doctor, finding, hospital, nurse, patient, registry } from '../support/records.ts';

/**
 * Findings of the bureau under `findings.review` `two-step` (Art. 12): entered by one officer, confirmed by another. The
 * clock begins on 2026-06-30.
 */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
});
afterAll(() => connector?.stop());

interface Item {
  readonly state: string;
  readonly reason: string;
}
const insured = 'insured-person';
const second = () => connector.as('second', 'review:write');
const reviews = async (): Promise<Review[]> =>
  ((await (await second()).call('GET', '/v1/reviews')) as ReviewsAnswer).reviews;
const decide = async (id: string, body: object, who = 'second'): Promise<Item> =>
  (await connector.as(who, 'review:write')).call(
    'POST',
    `/v1/findings/${id}/decision`,
    body,
  ) as Promise<Item>;
const confirm = (id: string, who?: string) => decide(id, { verdict: 'confirmed' }, who);
const sent = async (row: object) => {
  const { runId, ...run } = await connector.submit('medical-insurance', [row]);
  const { received, accepted, duplicates, unmatched, quarantined } = run;
  return { id: `${runId}.1`, runId, counts: [received, accepted, duplicates, unmatched, quarantined] };
};
const countsOf = async (runId: string) => {
  const run = (await connector.client.call('GET', `/v1/feeds/runs/${runId}`)) as Record<string, number>;
  return ['received', 'accepted', 'duplicates', 'unmatched', 'quarantined'].map((name) => run[name]);
};
const gradeOf = (one: { id: string; name: string }, category: Category) =>
  connector.grade({ scheme: category === 'medical-institution' ? 'uscc' : 'resident-id', ...one, category });
const fileOf = async (one: { id: string }, category: Category, asOf?: string) =>
  (await connector.client.call('POST', '/v1/files/query', {
    ...{ scheme: 'resident-id', id: one.id, category, reason: 'test' },
    ...(asOf && { asOf }),
  })) as { dishonesty: { status: string; origin: object }[] };
const suspensions = async () => (await connector.receiver('settlement')).entries;

const crime = finding(2, { category: insured, ...patient }, 'ip.crime', { decidedOn: '2026-06-20' });

it('a finding of before the parameter counts as it is sent', async () => {
  const row = finding(1, { category: insured, ...patient }, 'ip.unpaid-copayment');
  expect((await sent(row)).counts).toEqual([1, 1, 0, 0, 0]);
  const { id } = (await (
    await connector.as('first', 'policy:write')
  ).call('POST', '/v1/policies', {
    ...{ parameter: 'findings.review', value: 'two-step', from: connector.today(), reason: '第十二条' },
  })) as { id: string };
  const officer = await connector.as('second', 'policy:write review:write');
  const phase = async () => ((await officer.call('GET', `/v1/policies/${id}`)) as { phase: string }).phase;
  await until('it is rehearsed', async () => (await phase()) === 'review');
  await officer.call('POST', `/v1/policies/${id}/release`, { reason: '核对无误' });
  connector.pass(2 / 1440);
  await until('it is in force', async () => (await phase()) === 'published');
  expect(await gradeOf(patient, insured)).toMatchObject({ score: '90.00', grade: 'B' });
  expect((await sent(row)).counts).toEqual([1, 0, 1, 0, 0]);
  expect(await reviews()).toEqual([]);
});

describe('a finding that waits', () => {
  let first: Awaited<ReturnType<typeof sent>>;

  it('counts nowhere, tells nobody, and stands in the list of reviews', async () => {
    first = await sent({ ...crime, matter: '伪造票据' });
    expect(first.counts).toEqual([1, 0, 0, 0, 1]);
    await connector.untilInSync();
    expect(await gradeOf(patient, insured)).toMatchObject({ score: '90.00', grade: 'B', sanctions: [] });
    expect(await suspensions()).toEqual([]);
    expect(await reviews()).toEqual([
      {
        kind: 'finding',
        id: first.id,
        subject: { category: insured, name: patient.name, id: '540421********005X' },
        effect: 'original ip.crime',
        reason: '伪造票据',
        grounds: [
          {
            documentNumber: crime.documentNumber,
            authority: crime.authority,
            decidedOn: '2026-06-20',
            source: 'medical-insurance',
          },
        ],
        proposedBy: ['tests'],
        proposedAt: expect.stringMatching(/^2026-06-30T/),
        see: `GET /v1/quarantine/${first.id}`,
        decide: `POST /v1/findings/${first.id}/decision`,
      },
    ]);
  });

  it('waits once, however often it is sent', async () => {
    expect((await sent({ ...crime, matter: '伪造票据' })).counts).toEqual([1, 0, 1, 0, 0]);
    expect(await reviews()).toHaveLength(1);
  });

  it('is decided by nobody who sent it, and by no other route', async () => {
    expect(await refusalOf(confirm(first.id, 'tests'))).toBe('403 same-officer');
    expect(await refusalOf(decide(first.id, { verdict: 'refused' }))).toBe('400 invalid-request');
    const clerk = await connector.as('clerk', 'quarantine:write casework:write');
    const path = `/v1/quarantine/${first.id}`;
    const holds = { reason: '属实', holds: true };
    expect(await refusalOf(clerk.call('POST', `${path}/correction`, holds))).toBe('409 finding-pending');
    const dismissal = clerk.call('POST', `${path}/dismissal`, { reason: '不实' });
    expect(await refusalOf(dismissal)).toBe('409 finding-pending');
    const decision = clerk.call('POST', `/v1/findings/${first.id}/decision`, { verdict: 'confirmed' });
    expect(await refusalOf(decision)).toBe('403 scope-missing');
  });

  /** Confirmed on 07-02: E by a veto, 12 months from that day, so the last suspended day is 2027-07-01. */
  it('counts from the day on which a second officer confirms it', async () => {
    connector.pass(2);
    expect(await confirm(first.id)).toMatchObject({ state: 'corrected' });
    expect(await countsOf(first.runId)).toEqual([1, 1, 0, 0, 0]);
    expect(await reviews()).toEqual([]);
    expect(await refusalOf(confirm(first.id))).toBe('409 row-decided');
    await connector.untilInSync();
    expect(await gradeOf(patient, insured)).toMatchObject({
      grade: 'E',
      sanctions: [{ kind: 'settlement-suspension', from: '2026-07-02', until: '2027-07-02' }],
    });
    expect(await suspensions()).toMatchObject([{ certno: patient.id, enddate: '2027-07-01' }]);
    const { dishonesty } = await fileOf(patient, insured);
    expect(dishonesty.at(-1)).toMatchObject({ origin: { confirmation: { by: 'second' } } });
    expect((await fileOf(patient, insured, '2026-07-01')).dishonesty).toHaveLength(1);
    expect((await sent(crime)).counts).toEqual([1, 0, 1, 0, 0]);
  });

  it('is withdrawn in the same way: a second officer confirms that, too', async () => {
    const withdrawal = await sent({ ...crime, status: '撤销', decidedOn: '2026-07-01' });
    expect(withdrawal.counts).toEqual([1, 0, 0, 0, 1]);
    expect(await reviews()).toMatchObject([{ effect: 'revocation ip.crime' }]);
    expect(await gradeOf(patient, insured)).toMatchObject({ grade: 'E' });
    await confirm(withdrawal.id);
    await connector.untilInSync();
    expect(await gradeOf(patient, insured)).toMatchObject({ score: '90.00', sanctions: [] });
    expect(await suspensions()).toEqual([]);
  });
});

it('a withdrawal that comes in while its finding waits has the same result, whichever is confirmed first', async () => {
  const both = async (number: number, who: typeof doctor, category: Category, indicator: string) => {
    const row = finding(number, { category, ...who }, indicator, { count: 1 });
    return [await sent(row), await sent({ ...row, status: '撤销', decidedOn: '2026-06-25' })] as const;
  };
  const [said, withdrawn] = await both(10, doctor, 'doctor', 'dr.complaint');
  const [saidOfNurse, withdrawnOfNurse] = await both(11, nurse, 'nurse', 'nu.inaccurate-records');
  await confirm(said.id);
  // −2 of 10 for a complaint, as long as its withdrawal waits.
  expect(await gradeOf(doctor, 'doctor')).toMatchObject({ score: '98.00' });
  await confirm(withdrawn.id);
  await confirm(withdrawnOfNurse.id);
  await confirm(saidOfNurse.id);
  for (const [who, category] of [
    [doctor, 'doctor'],
    [nurse, 'nurse'],
  ] as const) {
    expect(await gradeOf(who, category)).toMatchObject({ score: '100.00' });
    expect((await fileOf(who, category)).dishonesty.map(({ status }) => status)).toEqual(['revoked']);
  }
});

it('a refused finding is kept as refused with its reason, and waits again when it is sent again', async () => {
  const row = finding(20, { category: 'nurse', ...nurse }, 'nu.privacy-leak', { count: 1 });
  const refused = await sent(row);
  expect(await decide(refused.id, { verdict: 'refused', reason: '证据不足' })).toMatchObject({
    state: 'dismissed',
    reason: 'finding-awaits-confirmation',
  });
  expect(await connector.client.call('GET', `/v1/quarantine/${refused.id}`)).toMatchObject({
    decisions: [{ kind: 'dismissal', by: 'second', said: { reason: '证据不足' } }],
  });
  expect(await countsOf(refused.runId)).toEqual([1, 0, 0, 0, 1]);
  const again = await sent(row);
  expect(again.counts).toEqual([1, 0, 0, 0, 1]);
  expect(await reviews()).toMatchObject([{ id: again.id }]);
  await decide(again.id, { verdict: 'refused', reason: '证据不足' });
  expect(await gradeOf(nurse, 'nurse')).toMatchObject({ score: '100.00' });
});

it('a row that an officer corrected waits for a third person', async () => {
  const asHospital = { category: 'medical-institution', ...hospital };
  const { id, runId } = await sent(finding(30, asHospital, 'mi.interview', { count: '一次' }));
  const clerk = await connector.as('clerk', 'quarantine:write');
  const correction = { reason: '查阅原件', values: { count: '1' } };
  expect(await clerk.call('POST', `/v1/quarantine/${id}/correction`, correction)).toMatchObject({
    state: 'waiting',
    reason: 'finding-awaits-confirmation',
  });
  expect(await reviews()).toMatchObject([{ id, proposedBy: ['tests', 'clerk'] }]);
  expect(await refusalOf(confirm(id, 'clerk'))).toBe('403 same-officer');
  await confirm(id);
  // 1 of 5 shares of 4 points.
  expect(await gradeOf(hospital, 'medical-institution')).toMatchObject({ score: '99.20' });
  expect(await countsOf(runId)).toEqual([1, 1, 0, 0, 0]);
});

it('a row dated tomorrow waits for its day, and then for a second officer', async () => {
  const decidedOn = addDays(connector.today() as Day, 1);
  const asHospital = { category: 'medical-institution', ...hospital };
  const { id } = await sent(finding(40, asHospital, 'mi.interview', { count: 1, decidedOn }));
  const shown = async () => (await connector.client.call('GET', `/v1/quarantine/${id}`)) as Item;
  expect(await shown()).toMatchObject({ reason: 'date-not-yet' });
  connector.pass(1);
  await until('it is read again', async () => (await shown()).reason !== 'date-not-yet');
  expect(await shown()).toMatchObject({ state: 'waiting', reason: 'finding-awaits-confirmation' });
  expect(await reviews()).toMatchObject([{ id, proposedBy: ['tests'] }]);
  await confirm(id);
  expect(await gradeOf(hospital, 'medical-institution')).toMatchObject({ score: '98.40' });
});

it('leaves every sheet proved', async () => {
  const table = openTable(connector.table.name, connector.table.client);
  const policy = await policyOfTable({ env: {} }, table);
  expect((await verifyTable(createFolderStore(table), { policy })).findings).toEqual([]);
});
