import type { RowFinding } from '../../schemas/record.ts';
import { arrivalOf, latestArrivalFirst } from './facts/arrival.ts';
import { decisionsOf, isDecision } from './facts/decision-state.ts';
import { asReceived, firstOfTheirNames, isReceipt, receiptsOf } from './facts/earlier-receipt.ts';
import { type DecisionFact, type EarlierReceiptFact, type Fact, isSameRow } from './facts/fact.ts';
import { isRegistration } from './facts/registration.ts';
import { asOwnStatement } from './facts/statement.ts';
import type { PartyKey } from './facts/subject.ts';
import type { IntakePorts } from './projection-ports.ts';
import { takeWithdrawal } from './take-withdrawal.ts';

/**
 * Decisions whose name is not that of their number. Such a row is kept and counts for nobody until an officer has decided:
 * in a column that is shifted by one row each name stands beside somebody else's number (docs/regulation.md, Identity).
 */
type Ports = Pick<IntakePorts, 'store' | 'seal' | 'names'>;

/** Whether a row names the party otherwise than the registry, and no officer judged the row. */
export const isMisnamed = (
  party: PartyKey,
  fact: DecisionFact,
  facts: readonly Fact[],
  { names }: Pick<Ports, 'names'>,
): boolean =>
  !fact.origin.correction && !createdSubject(fact, facts) && names.isNamedOtherwise(party, fact, facts);

/** Whether a row is misnamed, and no other row that said the same is in effect. */
export const isInDoubt = (
  party: PartyKey,
  fact: DecisionFact,
  facts: readonly Fact[],
  ports: Pick<Ports, 'names'>,
): boolean =>
  isMisnamed(party, fact, facts, ports) &&
  !decisionsOf(facts).some((other) => other.key === fact.key && !isSameRow(other, fact));

/**
 * Whether a finding of the bureau created its subject, and so says its name: it was received before every entry of the
 * registry.
 */
const createdSubject = (fact: DecisionFact, facts: readonly Fact[]): boolean =>
  fact.createsSubject && facts.filter(isRegistration).every((entry) => arrivalOf(fact) < arrivalOf(entry));

/**
 * Takes decisions in doubt out of effect that are in the folder already, because they came before the registry or at the
 * same time. Where another row said the same under a name that holds, the decision goes on as that row's. A decision that
 * somebody spoke about since stays as it is. Idempotent.
 * @returns the decisions that were in effect
 */
export async function setAside(
  party: PartyKey,
  doubted: readonly DecisionFact[],
  facts: readonly Fact[],
  ports: Ports,
): Promise<DecisionFact[]> {
  const keys = new Set(doubted.map(({ key }) => key));
  const inEffect = facts.filter(isDecision).filter(({ key }) => keys.has(key) && !isSpokenAbout(key, facts));
  for (const fact of inEffect) {
    const right = rightlySaid(party, fact, facts, ports);
    // Before the other goes out of effect: an attempt that ends in between is repeated.
    if (right) await ports.store.addFact(party, right);
  }
  const withdrawn = await withdrawDoubted(party, inEffect, facts, ports);
  return withdrawn ? inEffect : [];
}

/** By the word of the registry; false if it does not know the party. */
async function withdrawDoubted(
  party: PartyKey,
  doubted: readonly Pick<Fact, 'key'>[],
  facts: readonly Fact[],
  ports: Ports,
): Promise<boolean> {
  const [registered] = facts.filter(isRegistration).sort(latestArrivalFirst);
  if (!registered) return false;
  const { by, receivedAt: at } = registered.origin;
  for (const { key: of } of doubted)
    await takeWithdrawal(party, { of, isWithdrawn: true, by, at, reason: '名称与登记不符，待认定' }, ports);
  return true;
}

const isSpokenAbout = (key: string, facts: readonly Fact[]): boolean =>
  facts.some((fact) => fact.type === 'withdrawal' && fact.of === key);

/** The decision as the first row says it whose name holds. */
const rightlySaid = (
  party: PartyKey,
  fact: DecisionFact,
  facts: readonly Fact[],
  ports: Pick<Ports, 'names'>,
): DecisionFact | undefined =>
  receiptsOf(fact, facts)
    .filter(({ said }) => said)
    .map((receipt) => asOwnStatement(asReceived(fact, receipt), facts))
    .find((said) => !isMisnamed(party, said, facts, ports));

/** Misnamed receipts of decisions: nothing counts from them. */
const doubtedReceipts = (
  party: PartyKey,
  decisions: ReadonlySet<DecisionFact>,
  facts: readonly Fact[],
  ports: Pick<Ports, 'names'>,
): EarlierReceiptFact[] => {
  const receipts = facts.filter(isReceipt).filter(({ said, key }) => said && !isSpokenAbout(key, facts));
  if (receipts.length === 0) return [];
  return [...decisions].flatMap((fact) =>
    receiptsOf(fact, receipts).filter((receipt) =>
      isMisnamed(party, asReceived(fact, receipt), facts, ports),
    ),
  );
};

/**
 * Keeps rows that say known decisions again, and settles which of their names hold. While the registry does not know the
 * party, the first row of each name is kept. Once it does, a decision goes on as the first row whose name holds says it.
 * @returns whether anything was written. Who kept a row has to read again, because the registry may have come meanwhile; it
 * reads after it came.
 */
export async function settleNames(
  party: PartyKey,
  said: readonly DecisionFact[],
  facts: readonly Fact[],
  ports: Ports,
): Promise<boolean> {
  const rowsOf = Map.groupBy(said, ({ key }) => key);
  const repeated = decisionsOf(facts).filter((fact) =>
    rowsOf.get(fact.key)?.some((row) => !isSameRow(row, fact)),
  );
  if (repeated.length === 0) return false;
  const doubted = repeated.filter((fact) => isInDoubt(party, fact, facts, ports));
  const mayGiveWay = doubted.filter(({ key }) => !isSpokenAbout(key, facts));
  const open = facts.some(isRegistration) ? mayGiveWay : repeated;
  const rows = open.flatMap(({ key }) => rowsOf.get(key) ?? []);
  const rightly = rows.filter((row) => !isMisnamed(party, row, facts, ports));
  const receipts = firstOfTheirNames(rightly, facts);
  for (const receipt of receipts) await ports.store.addFact(party, receipt);
  if (receipts.length > 0) return true;
  const giveWay = mayGiveWay.filter((fact) => rightlySaid(party, fact, facts, ports));
  const settled = new Set<Fact>([...repeated.filter((fact) => !doubted.includes(fact)), ...giveWay]);
  const others = facts.filter((fact) => !settled.has(fact));
  return (await letDoubtedWait(party, [...settled], ports, others)) > 0;
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
  const waiting = decisionsOf(arriving);
  if (waiting.length === 0) return 0;
  const facts = [...(known ?? (await ports.store.readFolder(party)).facts), ...arriving];
  const doubted = waiting.filter((fact) => isInDoubt(party, fact, facts, ports));
  for (const fact of doubted) await ports.names.onNamedOtherwise(party, fact);
  await setAside(party, doubted, facts, ports);
  const receipts = doubtedReceipts(party, new Set(waiting).difference(new Set(doubted)), facts, ports);
  await withdrawDoubted(party, receipts, facts, ports);
  return doubted.length + receipts.length;
}

export const nameContradictsNumber: RowFinding = {
  code: 'name-contradicts-number',
  message:
    'The registry knows this number under another name. Check name and number; an officer decides whether the row is right.',
};
