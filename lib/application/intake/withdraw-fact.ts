import type { DecisionFact } from '../../credit-file/facts/fact.ts';
import { withdrawnStatementsOf } from '../../credit-file/facts/statement.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf } from '../../credit-file/home-of.ts';
import type { IntakePorts } from '../../credit-file/projection-ports.ts';
import { projectParty } from '../../credit-file/save-projection.ts';
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

/** Puts back what the very row of a fact had said and an officer had withdrawn: an officer now says that it holds. */
export async function putBackStatement(
  party: PartyKey,
  fact: DecisionFact,
  word: Pick<Withdrawal, 'by' | 'at' | 'reason'>,
  { ports }: { ports: IntakePorts },
): Promise<void> {
  const { facts } = await ports.store.readFolder(party);
  for (const { key: of } of withdrawnStatementsOf(fact, facts))
    await withdrawFact(party, { of, isWithdrawn: false, ...word }, { ports });
}
