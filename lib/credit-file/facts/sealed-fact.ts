import type { DecisionFact, Fact, RegistrationFact, Wording } from './fact.ts';
import { digestOf } from './identity.ts';
import type { Sealed } from './subject.ts';

/**
 * The fact with each sealed value replaced by `made(value)`. This is the list of all places where a fact contains
 * one.
 */
export function withSealed<F extends Fact>(fact: F, made: (sealed: Sealed) => Sealed): F {
  switch (fact.type) {
    case 'registration':
      return { ...fact, ...sealedIdentity(fact, made), ...sealedOfRegistration(fact, made) };
    case 'decision':
      return { ...fact, ...sealedWords(fact, made) };
    case 'earlier-receipt':
      return { ...fact, ...(fact.said && { said: { ...fact.said, ...sealedWords(fact.said, made) } }) };
    case 'withdrawal':
      return { ...fact, reason: made(fact.reason) };
    case 'objection':
    case 'repair':
    case 'refusal-objection':
      return {
        ...fact,
        grounds: made(fact.grounds),
        applicant: { ...fact.applicant, sealed: made(fact.applicant.sealed) },
      };
    case 'notice-objection':
      return { ...fact, grounds: made(fact.grounds) };
    case 'order':
    case 'repair-extension':
    case 'notice-ruling':
      return { ...fact, reason: made(fact.reason) };
    case 'objection-decision':
    case 'objection-correction':
    case 'repair-decision':
    case 'refusal-ruling':
      return {
        ...fact,
        reason: made(fact.reason),
        ...(fact.confirmation && { confirmation: made(fact.confirmation) }),
      };
    case 'relation':
    case 'alias':
    case 'identifier':
    case 'succession':
    case 'ruling':
    case 'publication':
    case 'expired':
    case 'deadline':
      return fact;
  }
}

const sealedIdentity = (
  { identity }: Pick<DecisionFact, 'identity'>,
  made: (sealed: Sealed) => Sealed,
): Pick<DecisionFact, 'identity'> => ({ identity: { ...identity, sealed: made(identity.sealed) } });

const sealedWords = (
  said: Wording,
  made: (sealed: Sealed) => Sealed,
): Pick<Wording, 'identity' | 'matter'> => ({
  ...sealedIdentity(said, made),
  ...(said.matter && { matter: made(said.matter) }),
});

const sealedOfRegistration = (
  { representativeIdentity, particulars }: RegistrationFact,
  made: (sealed: Sealed) => Sealed,
): Partial<RegistrationFact> => ({
  ...(representativeIdentity && { representativeIdentity: made(representativeIdentity) }),
  ...(particulars && { particulars: { ...particulars, sealed: made(particulars.sealed) } }),
});

/**
 * The digest of a fact as it was first written. A fact whose values were sealed again stores that digest; it is valid
 * while nothing else of the fact has changed. So a rotation does not make new files necessary, and a changed byte is
 * still found.
 */
export function factDigestOf(fact: Fact): string {
  const { resealed, ...said } = fact;
  const digest = digestOf(said);
  return resealed?.now === digest ? resealed.first : digest;
}

/** The same fact with its values sealed again. Its digest (`factDigestOf`) stays the same. */
export function withSealedAnew(fact: Fact, made: (sealed: Sealed) => Sealed): Fact {
  const { resealed: _before, ...said } = withSealed(fact, made);
  return { ...said, resealed: { first: factDigestOf(fact), now: digestOf(said) } } as Fact;
}
