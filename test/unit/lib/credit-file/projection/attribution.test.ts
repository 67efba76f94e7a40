import { describe, expect, it } from 'vitest';
import type { DecisionFact, Fact, RegistrationFact } from '../../../../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../../../../lib/credit-file/facts/subject.ts';
import { attributionsOf } from '../../../../../lib/credit-file/projection/attribution.ts';
import { evidenceOf } from '../../../../../lib/credit-file/projection/evidence.ts';
import { day } from '../../../../../lib/shared/day.ts';
import { findingFact, party } from '../../../../support/facts.ts';

const hospital = 'hospital' as PartyKey;
const clinic = 'clinic' as PartyKey;
const pharmacy = 'pharmacy' as PartyKey;
const finding = findingFact(1, 'doctor', { kind: 'finding', indicator: 'dr.complaint', count: 1 });
const employed: RegistrationFact = {
  type: 'registration',
  key: 'R.doctor',
  origin: finding.origin,
  category: 'doctor',
  scheme: finding.scheme,
  identity: finding.identity,
  status: 'active',
  employment: { employer: hospital },
};

/** The origin of the hospital's evidence after its doctor was sanctioned by a document of that usage. */
function causeAtHospital(usage: DecisionFact['usage']) {
  const entries = attributionsOf([employed, { ...finding, usage }]).get(hospital) ?? [];
  const link = { person: party, drawnFrom: 2, entries };
  const [evidence] = evidenceOf([], [link], { category: 'medical-institution', cycle: 2026 });
  return evidence?.cause;
}

describe("what a doctor's document means for the hospital", () => {
  it('is restricted where the document is', () => {
    expect(causeAtHospital('restricted')).toMatchObject({ via: 'physician-sanctioned', isRestricted: true });
  });

  it('says nothing of it where the document is not', () => {
    expect(causeAtHospital('public')).toMatchObject({ via: 'physician-sanctioned' });
    expect(causeAtHospital('public')).not.toHaveProperty('isRestricted');
    expect(causeAtHospital('shared')).not.toHaveProperty('isRestricted');
  });
});

/** 卓嘎, a doctor of two institutions. */
const employedTwice = [employed, { ...employed, key: 'R.clinic', employment: { employer: clinic } }];
const reached = (...facts: Fact[]): string[] =>
  [...attributionsOf(facts)].flatMap(([institution, entries]) =>
    entries.map(({ matter }) => `${institution}: ${matter}`),
  );

describe('an institution that a document names', () => {
  it('is reached alone, also where the person has several employers', () => {
    expect(reached(...employedTwice, { ...finding, employer: clinic })).toEqual([
      'clinic: physician-sanctioned',
    ]);
  });

  it('is reached where the registry does not know the employment', () => {
    expect(reached({ ...finding, employer: clinic })).toEqual(['clinic: physician-sanctioned']);
  });

  it('is not reached by a document that names none: every employer of the day of the act is', () => {
    expect(reached(...employedTwice, finding)).toEqual([
      'hospital: physician-sanctioned',
      'clinic: physician-sanctioned',
    ]);
  });

  it('is no longer reached once the document is revoked, and its earlier entry is removed', () => {
    const revoked = { ...finding, key: 'D.revoked', status: 'revocation' as const };
    const attributions = attributionsOf([{ ...finding, employer: clinic }, revoked]);
    expect([...attributions]).toEqual([[clinic, []]]);
  });
});

describe('a commendation of a doctor', () => {
  it('is no sanction of the doctor at the hospital', () => {
    const commended = findingFact(3, 'doctor', { kind: 'finding', indicator: 'good-faith.commendation' });
    expect(reached(employed, commended)).toEqual([]);
  });
});

describe("the bureau's own handling of a pharmacist", () => {
  const pharmacist: RegistrationFact = {
    ...employed,
    key: 'R.pharmacist',
    category: 'pharmacist',
    employment: { employer: pharmacy },
  };
  const handled = (indicator: string, change: Partial<DecisionFact> = {}): DecisionFact => ({
    ...findingFact(2, 'pharmacist', { kind: 'finding', indicator }),
    ...change,
  });

  it.each([
    ['pt.service-suspended', 'pharmacist-suspended', 'ph.pharmacist-suspension'],
    ['pt.service-disqualified', 'pharmacist-disqualified', 'ph.pharmacist-disqualification'],
  ])('%s is one case of the pharmacy, and costs the pharmacist nothing', (indicator, matter, atPharmacy) => {
    const fact = handled(indicator);
    const entries = attributionsOf([pharmacist, fact]).get(pharmacy) ?? [];
    expect(entries.map((entry) => entry.matter)).toEqual([matter]);
    const link = { person: party, drawnFrom: 2, entries };
    expect(evidenceOf([], [link], { category: 'pharmacy', cycle: 2026 })).toMatchObject([
      { indicator: atPharmacy, count: 1 },
    ]);
    expect(evidenceOf([pharmacist, fact], [], { category: 'pharmacist', cycle: 2026 })).toEqual([]);
  });

  it('reaches the pharmacy that it names', () => {
    expect(reached(handled('pt.service-suspended', { employer: clinic }))).toEqual([
      'clinic: pharmacist-suspended',
    ]);
  });

  it('is the handling of the medical-insurance authority alone', () => {
    const court = { name: '法院', kind: 'court' } as const;
    expect(reached(pharmacist, handled('pt.service-suspended', { authority: court }))).toEqual([]);
  });

  it('is none where another authority revokes a licence from 2026-12-01 on; an earlier one stays where it was', () => {
    const revoked = (decidedOn: string): DecisionFact =>
      handled('pt.service-suspended', {
        decidedOn: day(decidedOn),
        actOn: day(decidedOn),
        authority: { name: '市场监管局', kind: 'market-supervision' },
        content: { kind: 'penalty', penalties: ['licence-revoked'] },
      });
    expect(reached(pharmacist, revoked('2026-12-01'))).toEqual([]);
    expect(reached(pharmacist, revoked('2026-11-30'))).toEqual(['pharmacy: pharmacist-disqualified']);
  });
});
