import type { Fact } from './fact.ts';
import { digestOf } from './identity.ts';
import type { Sealed } from './subject.ts';

/** The fact with each of its sealed words as something makes them: here is where a fact may hold any. */
export function withSealed<F extends Fact>(fact: F, made: (sealed: Sealed) => Sealed): F {
  switch (fact.type) {
    case 'registration':
    case 'decision':
      return {
        ...fact,
        identity: { ...fact.identity, sealed: made(fact.identity.sealed) },
        ...(fact.type === 'decision' && fact.matter && { matter: made(fact.matter) }),
      };
    case 'withdrawal':
      return { ...fact, reason: made(fact.reason) };
    case 'objection':
    case 'repair':
      return {
        ...fact,
        grounds: made(fact.grounds),
        applicant: { ...fact.applicant, sealed: made(fact.applicant.sealed) },
      };
    case 'notice-objection':
      return { ...fact, grounds: made(fact.grounds) };
    case 'objection-decision':
    case 'repair-decision':
    case 'repair-extension':
    case 'notice-ruling':
      return { ...fact, reason: made(fact.reason) };
    case 'relation':
    case 'alias':
    case 'ruling':
    case 'publication':
    case 'expired':
    case 'deadline':
      return fact;
  }
}

/**
 * The digest of a fact as it was first written. One whose words were sealed anew says which that was; it counts as long
 * as nothing else of the fact has changed since, so that files need not be written again, and a changed byte shows.
 */
export function factDigestOf(fact: Fact): string {
  const { resealed, ...said } = fact;
  const digest = digestOf(said);
  return resealed?.now === digest ? resealed.first : digest;
}

/** The same fact with its words sealed anew: its digest stays what it was. */
export function withSealedAnew(fact: Fact, made: (sealed: Sealed) => Sealed): Fact {
  const { resealed: _before, ...said } = withSealed(fact, made);
  return { ...said, resealed: { first: factDigestOf(fact), now: digestOf(said) } } as Fact;
}
