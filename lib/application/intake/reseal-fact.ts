import type { Fact } from '../../credit-file/facts/fact.ts';
import { withSealed } from '../../credit-file/facts/sealed-fact.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { Vault } from '../../runtime/vault.ts';

/**
 * The same fact for the folder of another party. Sealed values are sealed again, because the party is part of their
 * context. The values themselves, including the subject as sent, do not change.
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
