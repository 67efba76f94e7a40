import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../../../../lib/credit-file/facts/subject.ts';
import { attributionsOf } from '../../../../../lib/credit-file/projection/attribution.ts';
import { projectFolder } from '../../../../../lib/credit-file/projection/project-folder.ts';
import { type Policy, type PolicyEntry, shippedBook } from '../../../../../lib/regulation/policy.ts';
import { valueFault } from '../../../../../lib/regulation/policy-parameters.ts';
import { scoreCase } from '../../../../../lib/scoring/index.ts';
import { day } from '../../../../../lib/shared/day.ts';
import {
  findingFact,
  folderOf,
  publicationFact,
  registrationFact,
  rulingFact,
} from '../../../../support/facts.ts';
import { policyWith } from '../../../../support/policy.ts';

/** What a bureau may decide about sanctions: without its decision, and with it, by days worked out by hand. */
const said = (
  today: string,
  facts: readonly Fact[],
  settings: Partial<Policy> = {},
  entries: readonly PolicyEntry[] = [],
) => {
  const [projected] = projectFolder(folderOf(facts), {
    now: new Date(`${today}T04:00:00Z`),
    scorer: scoreCase,
    policy: policyWith(settings, { entries }),
  });
  if (!projected) throw new Error('no file');
  const { sanctions, overOnArrival = [], awaitingSanction: awaiting, pendingSuspension } = projected.file;
  const spans = (all: typeof sanctions) =>
    all.map(({ kind, from, until = '' }) => `${kind} ${from} ${until}`.trim());
  return {
    inForce: spans(sanctions),
    over: spans(overOnArrival),
    ...(awaiting && { awaiting: `${awaiting.kind} ${awaiting.since}` }),
    ...(pendingSuspension && { pending: pendingSuspension.suspension }),
  };
};
const crime = (decidedOn: string, receivedOn = decidedOn) =>
  findingFact(1, 'insured-person', { kind: 'finding', indicator: 'ip.crime' }, { decidedOn, receivedOn });
/** 20 points each: two make 60.00, E, three months. */
const twoActs = (decidedOn: string, receivedOn: string) =>
  ['ip.impersonation', 'ip.drug-resale'].map((indicator, index) =>
    findingFact(
      index + 1,
      'insured-person',
      { kind: 'finding', indicator, amount: '5000' },
      { decidedOn, receivedOn },
    ),
  );

describe('suspension.starts (第二十六条第三项)', () => {
  const own: Partial<Policy> = { 'suspension.starts': 'decision' };

  it('begins on the day the decision first counted, or on its own day where the bureau decided so', () => {
    const facts = [crime('2026-06-10', '2026-11-30')];
    expect(said('2026-11-30', facts).inForce).toEqual(['settlement-suspension 2026-11-30 2027-11-30']);
    expect(said('2026-11-30', facts, own).inForce).toEqual(['settlement-suspension 2026-06-10 2027-06-10']);
  });

  it('what is over on arrival is not imposed, and the file says so', () => {
    const facts = twoActs('2026-06-10', '2026-11-30');
    expect(said('2026-11-30', facts).inForce).toEqual(['settlement-suspension 2026-11-30 2027-02-28']);
    expect(said('2026-11-30', facts, own)).toEqual({
      inForce: [],
      over: ['settlement-suspension 2026-06-10 2026-09-10'],
    });
    // Received on the last suspended day, it is not over.
    const inTime = twoActs('2026-06-10', '2026-09-09');
    expect(said('2026-09-09', inTime, own).inForce).toEqual(['settlement-suspension 2026-06-10 2026-09-10']);
  });

  it('holds for what first counts from its day on', () => {
    const entry: PolicyEntry = {
      name: 'suspension.starts',
      value: 'decision',
      from: day('2026-12-01'),
      releasedAt: '2026-12-01T01:00:00Z',
    };
    const facts = [crime('2026-06-10', '2026-11-30')];
    expect(said('2026-12-02', facts, {}, [entry]).inForce).toEqual([
      'settlement-suspension 2026-11-30 2027-11-30',
    ]);
  });

  it('waits for the second officer, and then runs from the decision', () => {
    const facts = [crime('2026-06-10')];
    const mode: Partial<Policy> = { ...own, 'suspension.mode': 'four-eyes' };
    const { inForce, pending } = said('2026-06-11', facts, mode);
    expect(inForce).toEqual([]);
    expect(pending).toMatchObject({ from: '2026-06-10', until: '2027-06-10' });
    const { id: suspension = '', months, restsOn } = pending ?? {};
    const released = rulingFact('released', { suspension, months, restsOn }, { on: '2026-06-12' });
    expect(said('2026-06-12', [...facts, released], mode).inForce).toEqual([
      'settlement-suspension 2026-06-10 2027-06-10',
    ]);
  });
});

describe('sanctions.basis.settlement-suspension (第二十六条第三项)', () => {
  const own: Partial<Policy> = { 'sanctions.basis.settlement-suspension': 'published' };
  const facts = [registrationFact('insured-person', '2026-01-05'), crime('2026-06-01')];

  it('follows the interim grade, or waits for the published one where the bureau decided so', () => {
    expect(said('2026-06-02', facts).inForce).toEqual(['settlement-suspension 2026-06-01 2027-06-01']);
    expect(said('2026-06-02', facts, own)).toEqual({
      inForce: [],
      over: [],
      awaiting: 'settlement-suspension 2026-06-01',
    });
  });

  it('begins with the publication', () => {
    const published = [...facts, publicationFact(2026, facts, 'insured-person')];
    expect(said('2027-03-01', published, own)).toEqual({
      inForce: ['settlement-suspension 2027-03-01 2028-03-01'],
      over: [],
    });
  });
});

describe('service-stop.months and service-suspension.months', () => {
  const interim: Partial<Policy> = {
    'sanctions.basis.service-suspension': 'interim',
    'sanctions.basis.service-stop': 'interim',
  };
  const nurseAtE = [
    findingFact(
      1,
      'nurse',
      { kind: 'finding', indicator: 'nu.fraud-conviction' },
      { decidedOn: '2026-08-31' },
    ),
  ];
  // Two penalties, 20 points, and five complaints, 10: 70.00, D.
  const doctorAtD = (['dr.administrative-penalty', 'dr.complaint'] as const).map((indicator, index) =>
    findingFact(
      index + 1,
      'doctor',
      { kind: 'finding', indicator, count: index === 0 ? 2 : 5 },
      { decidedOn: '2026-05-04' },
    ),
  );

  it('have no end of their own by default (第二十六条第二项)', () => {
    expect(said('2026-12-31', nurseAtE, interim).inForce).toEqual(['service-stop 2026-08-31']);
  });

  it('end a stop after the months that the bureau set, though the grade stands', () => {
    const own: Partial<Policy> = { ...interim, 'service-stop.months': '6' };
    expect(said('2026-09-01', nurseAtE, own).inForce).toEqual(['service-stop 2026-08-31 2027-02-28']);
    expect(said('2027-02-27', nurseAtE, own).inForce).toHaveLength(1);
    expect(said('2027-02-28', nurseAtE, own).inForce).toEqual([]);
  });

  it('end a suspension likewise (第二十五条第二项)', () => {
    const own: Partial<Policy> = { ...interim, 'service-suspension.months': '3' };
    expect(said('2026-05-05', doctorAtD, own).inForce).toEqual(['service-suspension 2026-05-04 2026-08-04']);
    expect(said('2026-08-04', doctorAtD, own).inForce).toEqual([]);
  });

  it.each(['none', '1', '36'])('can be %s', (value) => {
    expect(valueFault('service-stop.months', value)).toBeUndefined();
  });

  it.each(['0', '37', '1.5', 'never', '06'])('cannot be %s', (value) => {
    expect(valueFault('service-suspension.months', value)).toContain('service-suspension.months');
  });
});

describe('reach.unnamed (附件6、附件7)', () => {
  const employedAt = (employer: string, from?: string, to?: string) =>
    registrationFact('doctor', '2026-01-05', {
      employment: {
        employer: employer as PartyKey,
        ...(from && { from: day(from) }),
        ...(to && { to: day(to) }),
      },
    });
  const handled = findingFact(1, 'doctor', { kind: 'finding', indicator: 'dr.administrative-penalty' });
  const reached = (value: Policy['reach.unnamed'], ...facts: Fact[]) =>
    [...attributionsOf(facts, { ...shippedBook, settings: { 'reach.unnamed': value } })]
      .filter(([, entries]) => entries.length > 0)
      .map(([institution]) => institution);
  const hospital = employedAt('hospital', '2019-01-01');

  it('a document that names no institution reaches every employer on the day of the act', () => {
    expect(reached('all', hospital, employedAt('clinic', '2018-01-01'), handled)).toEqual([
      'hospital',
      'clinic',
    ]);
  });

  it('or only the one that began first, where the bureau decided so', () => {
    expect(reached('principal', hospital, employedAt('clinic', '2018-01-01'), handled)).toEqual(['clinic']);
    expect(reached('principal', hospital, employedAt('clinic'), handled)).toEqual(['clinic']);
  });

  it('among those that still run on the day of the act', () => {
    const left = employedAt('clinic', '2018-01-01', '2026-02-28');
    expect(reached('principal', hospital, left, handled)).toEqual(['hospital']);
  });
});
