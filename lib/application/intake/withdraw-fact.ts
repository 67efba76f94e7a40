import type { WithdrawalFact } from '../../credit-file/facts/fact.ts';
import { digestOf } from '../../credit-file/facts/identity.ts';
import { officerOrigin } from '../../credit-file/facts/officer-origin.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf, type IntakePorts, projectParty } from '../../credit-file/save-projection.ts';
import type { Vault } from '../../runtime/vault.ts';

export interface Withdrawal {
  readonly of: string;
  readonly isWithdrawn: boolean;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly movedTo?: PartyKey | undefined;
}

/**
 * Withdraws a fact, or puts it back into effect, on an officer's decision. Idempotent. For a medical-insurance code the
 * withdrawal is also added to the party that owns the code, because the registry may have moved the fact there since.
 */
export async function withdrawFact(
  party: PartyKey,
  { of, isWithdrawn, by, at, reason, movedTo }: Withdrawal,
  { vault, ports }: { vault: Vault; ports: IntakePorts },
): Promise<void> {
  const fact: WithdrawalFact = {
    type: 'withdrawal',
    key: `W.${digestOf(of)}.${at}`,
    origin: officerOrigin(by, at),
    of,
    isWithdrawn,
    reason: vault.seal(reason, party),
    ...(movedTo && { movedTo }),
  };
  await ports.store.addFact(party, fact);
  const home = await homeOf(party, ports.store);
  if (home !== party && home !== movedTo) {
    await ports.store.addFact(home, ports.reseal(fact, { from: party, to: home }));
    await projectParty(home, ports);
  }
  await projectParty(party, ports);
}
