import type { RowFinding } from '../../schemas/record.ts';
import { latestArrivalFirst } from './facts/arrival.ts';
import { decisionsOf, isDecision } from './facts/decision-state.ts';
import { type DecisionFact, type Fact, isSameRow } from './facts/fact.ts';
import { isRegistration } from './facts/registration.ts';
import type { PartyKey } from './facts/subject.ts';
import type { IntakePorts } from './projection-ports.ts';
import { takeWithdrawal } from './take-withdrawal.ts';

/**
 * Decisions whose name is not that of their number. Such a row is kept and counts for nobody until an officer has decided:
 * in a column that is shifted by one row each name stands beside somebody else's number (docs/regulation.md, Identity).
 */
type Ports = Pick<IntakePorts, 'store' | 'seal' | 'names'>;

/** True unless an officer judged the row, or another row said the same and is in effect. */
export const isInDoubt = (
  party: PartyKey,
  fact: DecisionFact,
  facts: readonly Fact[],
  { names }: Pick<Ports, 'names'>,
): boolean =>
  !fact.origin.correction &&
  names.isNamedOtherwise(party, fact, facts) &&
  !decisionsOf(facts).some((other) => other.key === fact.key && !isSameRow(other, fact));

/**
 * Takes decisions in doubt out of effect that are in the folder already, because they came before the registry or at the
 * same time. A decision that somebody spoke about since stays as it is. Idempotent.
 * @returns the decisions that were in effect
 */
export async function setAside(
  party: PartyKey,
  doubted: readonly DecisionFact[],
  facts: readonly Fact[],
  ports: Ports,
): Promise<DecisionFact[]> {
  const spokenAbout = new Set(facts.flatMap((fact) => (fact.type === 'withdrawal' ? [fact.of] : [])));
  const keys = new Set(doubted.map(({ key }) => key));
  const inEffect = facts.filter(isDecision).filter(({ key }) => keys.has(key) && !spokenAbout.has(key));
  const [registered] = facts.filter(isRegistration).sort(latestArrivalFirst);
  if (!registered) return [];
  const { by, receivedAt: at } = registered.origin;
  for (const { key: of } of inEffect)
    await takeWithdrawal(party, { of, isWithdrawn: true, by, at, reason: '名称与登记不符，待认定' }, ports);
  return inEffect;
}

/**
 * Lets records wait for a person that came before the registry said who the party is, and name it otherwise.
 * @param known what else is known of the party; read where it is not given
 * @returns how many of the facts are in doubt
 */
export async function letDoubtedWait(
  party: PartyKey,
  arriving: readonly Fact[],
  ports: Ports,
  known?: readonly Fact[],
): Promise<number> {
  const waiting = decisionsOf(arriving).filter(({ createsSubject }) => !createsSubject);
  if (waiting.length === 0) return 0;
  const facts = [...(known ?? (await ports.store.readFolder(party)).facts), ...arriving];
  const doubted = waiting.filter((fact) => isInDoubt(party, fact, facts, ports));
  for (const fact of doubted) await ports.names.onNamedOtherwise(party, fact);
  await setAside(party, doubted, facts, ports);
  return doubted.length;
}

export const nameContradictsNumber: RowFinding = {
  code: 'name-contradicts-number',
  message:
    'The registry knows this number under another name. Check name and number; an officer decides whether the row is right.',
};
