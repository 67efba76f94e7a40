import type { Fact } from '../../credit-file/facts/fact.ts';
import { withSealed } from '../../credit-file/facts/sealed-fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { Vault } from '../../runtime/vault.ts';

/**
 * The same fact in the folder of another party: what is sealed is sealed anew, because the party is its context. It
 * says what was sent, also of the subject.
 */
export function resealFact<F extends Fact>(
  fact: F,
  { from, to }: { from: PartyKey; to: PartyKey },
  vault: Vault,
): F {
  const { resealed: _there, ...here } = withSealed(fact, (sealed) =>
    vault.seal(vault.open(sealed, from), to),
  );
  return here as F;
}
