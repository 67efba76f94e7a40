import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mendCode } from '../../functions/keep-records/mend-code.ts';
import { orderMending } from '../../functions/work-quarantine/order-mending.ts';
import { codeRemains } from '../../infra/cli/codes.ts';
import { decisionFact, registrationEntry } from '../../lib/application/intake/facts.ts';
import type { Origin } from '../../lib/credit-file/facts/fact.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import { day } from '../../lib/shared/day.ts';
import type { DecisionRecord, RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { doctor, hospital } from '../support/records.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** What earlier releases left under a code that the registry gave to a subject, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const code = 'D540102000999';
const origin: Origin = {
  run: '01OLD000000000000000000000',
  row: 1,
  batch: 0,
  fileSha256: 'old',
  source: 'registry',
  by: 'registry',
  receivedAt: '2026-05-01T02:00:00Z',
};
const employment = { employerId: hospital.id, from: day('2020-01-01') };
const entryOf = (subject: object, more: object = {}) =>
  ({ type: 'registration', status: 'active', subject, employment, ...more }) as RegistrationRecord;
const complaint = {
  type: 'decision',
  subject: { category: 'doctor', scheme: 'medins-code', id: code, name: doctor.name },
  documentNumber: '文〔2026〕1号',
  authority: { kind: 'medical-insurance', name: '拉萨市医疗保障局' },
  decidedOn: day('2026-05-04'),
  status: 'original',
  content: { kind: 'finding', indicator: 'dr.complaint', count: 1 },
  usage: 'public',
} as DecisionRecord;

/** A sanctioned code whose number came later, as the releases did it that moved decisions alone. */
async function openOldState() {
  const intake = openIntake(real.table);
  const { vault, folders, ports, keep } = intake;
  await keep({
    type: 'registration',
    status: 'active',
    subject: { category: 'medical-institution', scheme: 'uscc', ...hospital },
    level: '2',
  });
  await keep(entryOf({ category: 'doctor', scheme: 'medins-code', id: code, name: doctor.name }));
  await keep(complaint);
  const number = registrationEntry(
    entryOf({ category: 'doctor', scheme: 'resident-id', ...doctor }, { medinsCode: code }),
    origin,
    vault,
  );
  const { party: codeParty, fact } = decisionFact(complaint, origin, vault);
  await folders.addFact(codeParty, { type: 'alias', key: `A.${number.party}`, origin, of: number.party });
  await folders.addFact(number.party, number.entry.fact);
  await folders.addFact(number.party, ports.reseal(fact, { from: codeParty, to: number.party }));
  await projectParty(number.party, ports);
  const hospitalParty = vault.partyKey('uscc', hospital.id);
  return {
    ...intake,
    codeParty,
    party: number.party,
    found: async () =>
      (await Array.fromAsync(codeRemains(folders))).map(({ code: of, what, at }) => [of, what, at]),
    hospitalParty,
    casesAtHospital: async () =>
      (await folders.readFolder(hospitalParty)).links.flatMap(({ entries }) => entries).length,
  };
}

describe('a code that an earlier release bound by half', () => {
  it('is found, listed, and mended by two officers', async () => {
    const old = await openOldState();
    const { codeParty, party, hospitalParty, found, casesAtHospital } = old;
    expect((await found()).sort()).toEqual([
      [codeParty, 'counted-twice', hospitalParty],
      [codeParty, 'left-behind', party],
    ]);
    expect(await casesAtHospital()).toBe(2);
    const sent: string[] = [];
    const records = { send: async (bodies: readonly string[]) => void sent.push(...bodies) } as Queue;
    const order = (by: string) => orderMending(codeParty, by, { ...old, records });
    expect(await order('first')).toMatchObject({
      code: codeParty,
      proposal: { kind: 'mending', by: 'first' },
    });
    await expect(order('first')).rejects.toMatchObject({ status: 403, code: 'same-officer' });
    expect(sent).toEqual([]);
    expect(await order('second')).toEqual({ code: codeParty });
    for (const body of [...sent, ...sent]) await mendCode(JSON.parse(body).mend, old);
    expect(await found()).toEqual([]);
    expect(await casesAtHospital()).toBe(1);
  });

  it('is asked for by a code that the registry gave to somebody', async () => {
    const old = await openOldState();
    const records = { send: async () => undefined } as unknown as Queue;
    await expect(orderMending(old.party, 'first', { ...old, records })).rejects.toMatchObject({
      status: 404,
      code: 'unknown-code',
    });
  });
});
