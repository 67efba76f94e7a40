import { describe, expect, it } from 'vitest';
import type { DecisionFact, RegistrationFact } from '../../../../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../../../../lib/credit-file/facts/subject.ts';
import { attributionsOf } from '../../../../../lib/credit-file/projection/attribution.ts';
import { evidenceOf } from '../../../../../lib/credit-file/projection/evidence.ts';
import { findingFact, party } from '../../../../support/facts.ts';

const hospital = 'hospital' as PartyKey;
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
