import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../infra/cli/client.ts';
import { addDays, type Day, day, startOf } from '../../lib/shared/day.ts';
import type { ObjectionView } from '../../schemas/cases.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import type { Review, ReviewsAnswer } from '../../schemas/reviews.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { boss, doctor, finding, hospital, nurse, registry } from '../support/records.ts';

/**
 * What the bureau decides of staff after a result, and what an objection puts right in one, on a clock. Two nurses are at
 * E, a doctor at C, a hospital at A. The results of 2026 are published on Friday, 2027-01-15.
 */
let connector: Connector;
let officers: Record<'first' | 'second', Client>;
const otherNurse = { id: boss.id, name: boss.name };

beforeAll(async () => {
  connector = await startConnector();
  officers = { first: await connector.as('first'), second: await connector.as('second') };
  const registered = { category: 'nurse', scheme: 'resident-id', ...otherNurse, employerId: hospital.id };
  await connector.submit('registry', [...registry, registered]);
});
afterAll(() => connector?.stop());

type Person = typeof nurse;
const ofStaff = (who: Person, category: 'nurse' | 'doctor') =>
  ({ scheme: 'resident-id', id: who.id, category }) as const;
const fileOf = (who: Person, category: 'nurse' | 'doctor') => connector.file(ofStaff(who, category));
const toldOf = async (who: Person) =>
  (await connector.receiver('settlement')).entries
    .filter(({ certno }) => certno === who.id)
    .map(({ kind, begndate }) => `${kind} ${begndate}`);
const reviews = async (): Promise<Review[]> =>
  ((await officers.second.call('GET', '/v1/reviews')) as ReviewsAnswer).reviews;
const reviewOf = async (who: Person): Promise<Review> => {
  const found = (await reviews()).find(({ subject }) => subject?.name === who.name);
  if (!found) throw new Error(`nothing waits about ${who.name}`);
  return found;
};
const rule = async (officer: Client, who: Person, what: 'release' | 'refusal') => {
  const { id } = await reviewOf(who);
  return officer.call('POST', `/v1/deliveries/${id}/${what}`, { reason: '核实' });
};
const goTo = (on: string): void => {
  const days = startOf(day(on)).getTime() - startOf(day(connector.today())).getTime();
  connector.pass(days / 86_400_000);
};

/** 15 + 15 + 10 points of 100: 60, E (65 > E). */
const atE = (who: Person, number: number) => [
  finding(number, { category: 'nurse', ...who }, 'nu.forged-records', { count: 2 }),
  finding(number + 1, { category: 'nurse', ...who }, 'nu.privacy-leak', { count: 3 }),
  finding(number + 2, { category: 'nurse', ...who }, 'nu.policy-misleading', { count: 2 }),
];

async function holdStops(): Promise<void> {
  const { id } = (await officers.first.call('POST', '/v1/policies', {
    ...{ parameter: 'suspension.mode.service-stop', value: 'four-eyes', from: connector.today() },
    reason: '停止服务须经复核',
  })) as { id: string };
  const phase = async () =>
    ((await officers.first.call('GET', `/v1/policies/${id}`)) as { phase: string }).phase;
  await until('it is rehearsed', async () => (await phase()) === 'review');
  await officers.second.call('POST', `/v1/policies/${id}/release`, { reason: '核对无误' });
}

async function publish(year: number): Promise<void> {
  const cycle = async () => (await officers.first.call('GET', `/v1/cycles/${year}`)) as CycleView;
  const untilPhase = (phase: CycleView['phase']) =>
    until(`${year} is in ${phase}`, async () => (await cycle()).phase === phase);
  await officers.first.call('POST', `/v1/cycles/${year}/evaluation`);
  await untilPhase('review');
  const release = { rehearsal: (await cycle()).rehearsal, reason: '核对无误' };
  await officers.second.call('POST', `/v1/cycles/${year}/release`, release);
  await untilPhase('published');
  await connector.untilInSync();
}

it('results of E and C stop and suspend nobody before a second officer has seen them', async () => {
  await holdStops();
  await connector.submit('medical-insurance', [
    ...atE(nurse, 10),
    ...atE(otherNurse, 20),
    // 20 of 100 points: 80, C (85 > C ≥ 75). One case of 医保医师处理 for the hospital.
    finding(3, { category: 'doctor', ...doctor }, 'dr.administrative-penalty', { count: 2 }),
    // 4 × 2/5 = 1.60 for interviews, 5 × 1/4 = 1.25 for a survey of 65, 6 × 1/5 = 1.20 for the doctor: 95.95, A.
    finding(4, { category: 'medical-institution', ...hospital }, 'mi.interview', { count: 2 }),
    finding(5, { category: 'medical-institution', ...hospital }, 'mi.patient-satisfaction', { value: '65' }),
  ]);
  goTo('2027-01-15');
  await publish(2026);
  for (const who of [nurse, otherNurse]) {
    expect(await fileOf(who, 'nurse')).toMatchObject({ standing: { grade: 'E' }, sanctions: [] });
    expect(await toldOf(who)).toEqual([]);
    expect(await reviewOf(who)).toMatchObject({
      kind: 'suspension',
      effect: 'service-stop 2027-01-15',
      proposedBy: ['tests'],
    });
  }
  expect(await fileOf(doctor, 'doctor')).toMatchObject({ standing: { grade: 'C' }, sanctions: [] });
});

describe('a stop of services in four-eyes mode', () => {
  it('runs from the day on which another person than the sender releases it, and is told to settlement', async () => {
    goTo('2027-01-18');
    expect(await refusalOf(rule(connector.client, nurse, 'release'))).toBe('403 same-officer');
    await rule(officers.second, nurse, 'release');
    await connector.untilInSync();
    expect(await fileOf(nurse, 'nurse')).toMatchObject({
      sanctions: [{ kind: 'service-stop', from: '2027-01-18' }],
    });
    expect(await toldOf(nurse)).toEqual(['service-stop 2027-01-18']);
  });

  it('or is refused, and then nobody is told', async () => {
    await rule(officers.second, otherNurse, 'refusal');
    await connector.untilInSync();
    expect(await fileOf(otherNurse, 'nurse')).toMatchObject({ standing: { grade: 'E' }, sanctions: [] });
    expect(await toldOf(otherNurse)).toEqual([]);
    expect(await reviews()).toEqual([]);
  });
});

describe('an order at a published C (Art. 24 (2))', () => {
  const order = (act: 'suspend' | 'end', officer = officers.first) =>
    officer.call('POST', '/v1/orders', { subject: ofStaff(doctor, 'doctor'), act, reason: '约谈后仍不整改' });

  it('waits, and suspends from the day on which a second officer releases it', async () => {
    expect(await order('suspend')).toMatchObject({ act: 'suspend', cycle: 2026, state: 'held' });
    expect(await refusalOf(order('suspend', officers.second))).toBe('409 order-waits');
    expect(await fileOf(doctor, 'doctor')).toMatchObject({ sanctions: [] });
    expect(await reviewOf(doctor)).toMatchObject({
      effect: 'service-suspension 2027-01-18',
      reason: '约谈后仍不整改',
      proposedBy: ['first'],
    });
    goTo('2027-01-20');
    expect(await refusalOf(rule(officers.first, doctor, 'release'))).toBe('403 same-officer');
    await rule(officers.second, doctor, 'release');
    await connector.untilInSync();
    expect(await fileOf(doctor, 'doctor')).toMatchObject({
      sanctions: [{ kind: 'service-suspension', from: '2027-01-20' }],
    });
    expect(await toldOf(doctor)).toEqual(['service-suspension 2027-01-20']);
  });

  it('is ended in the same way', async () => {
    goTo('2027-01-25');
    expect(await order('end', officers.second)).toMatchObject({ act: 'end', state: 'held' });
    expect(await toldOf(doctor)).toEqual(['service-suspension 2027-01-20']);
    expect(await reviewOf(doctor)).toMatchObject({ effect: 'end service-suspension 2027-01-25' });
    await rule(officers.first, doctor, 'release');
    await connector.untilInSync();
    expect(await fileOf(doctor, 'doctor')).toMatchObject({ standing: { grade: 'C' }, sanctions: [] });
    expect(await toldOf(doctor)).toEqual([]);
  });
});

describe('an objection to a published result (Art. 19, 20)', () => {
  const asHospital = { scheme: 'uscc', id: hospital.id, category: 'medical-institution' } as const;
  const changes = {
    corrections: [{ indicator: 'mi.patient-satisfaction', value: '95' }],
    additions: [
      {
        documentNumber: '拉医保表〔2026〕4号',
        authority: '拉萨市医疗保障局',
        authorityLevel: 'prefecture',
        decidedOn: '2026-12-10',
      },
    ],
  };
  const object = () =>
    officers.first.call('POST', '/v1/objections', {
      subject: asHospital,
      applicant: { capacity: 'self', scheme: 'uscc', ...hospital },
      grounds: '满意度数值有误，表彰未记入',
      ...changes,
    }) as Promise<ObjectionView>;
  const published = async () =>
    (await officers.first.call('GET', '/v1/cycles/2026/results?category=medical-institution')) as object;

  /**
   * Published on Friday 01-15: the ten working days are 01-18 to 01-22 and 01-25 to 01-29. Received on 01-25: the fifteen
   * are 01-26 to 01-29, 02-01 to 02-05, 02-08 to 02-12 and 02-15. The days off of 2027 are not announced.
   */
  it('is due within ten working days, and decided within fifteen', async () => {
    expect(await connector.grade({ ...asHospital, name: hospital.name })).toMatchObject({
      ...{ cycle: 2026, state: 'published', score: '95.95', grade: 'A' },
    });
    expect(await object()).toMatchObject({
      contests: { cycle: 2026, grade: 'A', madeKnownOn: '2027-01-15' },
      objectBy: { on: '2027-01-29' },
      decideBy: { on: '2027-02-15', provisional: true },
      ...changes,
    });
  });

  /** 95.95 + 1.25 for a survey of 95 (90 and more: full) + 1 for the commendation = 98.20. */
  it('corrects a measured value and adds a commendation, and the result is corrected everywhere', async () => {
    goTo('2027-01-28');
    const { id } = (
      (await officers.first.call('POST', '/v1/files/query', { ...asHospital, reason: '核对' })) as {
        objections: ObjectionView[];
      }
    ).objections[0] as ObjectionView;
    const decision = { verdict: 'upheld', reason: '原件为95分，表彰属实' };
    const decided = (await officers.first.call(
      'POST',
      `/v1/objections/${id}/decision`,
      decision,
    )) as ObjectionView;
    expect(decided).toMatchObject({ state: 'upheld', decision: { struckOut: [], ...changes } });
    await connector.untilInSync();
    expect(await connector.grade({ ...asHospital, name: hospital.name })).toMatchObject({
      ...{ cycle: 2026, state: 'published', score: '98.20', grade: 'A' },
    });
    const { goodFaith } = (await connector.file(asHospital)) as { goodFaith: object[] };
    expect(JSON.stringify(goodFaith)).toContain('拉医保表〔2026〕4号');
    expect(JSON.stringify(await published())).toContain('98.20');
    const { entries, violations } = await connector.receiver('directory');
    expect(entries.find(({ uscc }) => uscc === hospital.id)).toMatchObject({ grade: 'A', cycle: 2026 });
    expect(violations).toEqual([]);
  });

  it('is too late on the day after the tenth working day', async () => {
    goTo(addDays('2027-01-29' as Day, 1));
    const late = officers.first.call('POST', '/v1/objections', {
      subject: ofStaff(otherNurse, 'nurse'),
      applicant: { capacity: 'self', scheme: 'resident-id', ...otherNurse },
      grounds: '不服',
    });
    expect(await refusalOf(late)).toBe('409 objection-late');
  });
});
