import type { Fact } from '../credit-file/fact.ts';
import type { PartyKey, Sealed } from '../credit-file/subject.ts';
import type { Vault } from '../runtime/vault.ts';

/**
 * The same fact in the folder of another party: what is sealed is sealed anew, because the party is its context. It
 * says what was sent, also of the subject.
 */
export function resealFact<F extends Fact>(
  fact: F,
  { from, to }: { from: PartyKey; to: PartyKey },
  vault: Vault,
): F {
  const reseal = (sealed: Sealed): Sealed => vault.seal(vault.open(sealed, from), to);
  switch (fact.type) {
    case 'registration':
    case 'decision':
      return {
        ...fact,
        identity: { ...fact.identity, sealed: reseal(fact.identity.sealed) },
        ...(fact.type === 'decision' && fact.matter && { matter: reseal(fact.matter) }),
      };
    case 'withdrawal':
      return { ...fact, reason: reseal(fact.reason) };
    case 'objection':
    case 'repair':
      return {
        ...fact,
        grounds: reseal(fact.grounds),
        applicant: { ...fact.applicant, sealed: reseal(fact.applicant.sealed) },
      };
    case 'notice-objection':
      return { ...fact, grounds: reseal(fact.grounds) };
    case 'objection-decision':
    case 'repair-decision':
    case 'repair-extension':
    case 'notice-ruling':
      return { ...fact, reason: reseal(fact.reason) };
    default:
      return fact;
  }
}
