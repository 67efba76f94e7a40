import { describe, expect, it } from 'vitest';
import type { RegistrationFact } from '../../../../../lib/credit-file/facts/fact.ts';
import { withSealed } from '../../../../../lib/credit-file/facts/sealed-fact.ts';
import type { PartyKey, Sealed } from '../../../../../lib/credit-file/facts/subject.ts';
import { findingFact } from '../../../../support/facts.ts';

const { origin, identity } = findingFact(1, 'pharmacy', { kind: 'finding', indicator: 'ph.interview' });
const registration: RegistrationFact = {
  type: 'registration',
  key: 'R',
  origin,
  category: 'pharmacy',
  scheme: 'uscc',
  identity,
  status: 'active',
  representative: 'person' as PartyKey,
  representativeIdentity: 'sealed' as Sealed,
  particulars: { sealed: 'sealed' as Sealed, digest: 'digest' },
};

describe('the sealed values of a registration', () => {
  it('are its name and number, its representative and its basic information', () => {
    const again = withSealed(registration, () => 'again' as Sealed);
    expect(JSON.stringify(again)).not.toContain('"sealed":"sealed"');
    expect(again).toEqual({
      ...registration,
      identity: { ...identity, sealed: 'again' },
      representativeIdentity: 'again',
      particulars: { sealed: 'again', digest: 'digest' },
    });
  });
});
