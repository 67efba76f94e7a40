import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf, type IntakePorts, projectParty } from '../../credit-file/save-projection.ts';
import { takeWithdrawal, type Withdrawal } from '../../credit-file/take-withdrawal.ts';

/**
 * Withdraws a fact, or puts it back into effect, on an officer's decision. Idempotent. For a medical-insurance code the
 * withdrawal is also added to the party that owns the code, because the registry may have moved the fact there since.
 */
export async function withdrawFact(
  party: PartyKey,
  withdrawal: Withdrawal,
  { ports }: { ports: IntakePorts },
): Promise<void> {
  await takeWithdrawal(party, withdrawal, ports);
  const home = await homeOf(party, ports.store);
  if (home !== party && home !== withdrawal.movedTo) {
    await takeWithdrawal(home, withdrawal, ports);
    await projectParty(home, ports);
  }
  await projectParty(party, ports);
}
