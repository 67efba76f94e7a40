import { dayOf } from '../../shared/day.ts';
import { isDecision } from './decision-state.ts';
import { type DecisionFact, type Fact, isSameRow } from './fact.ts';
import { withdrawnKeys } from './withdrawn-keys.ts';

/** A key is `D.<document>.<part>.<status>.<content>`, and `….<number>` of a statement made again after a withdrawal. */
const statementKey = (key: string): string => key.split('.').slice(0, 5).join('.');

/** Whether a statement was made again after a withdrawal. */
export const isNewStatement = ({ key }: Pick<DecisionFact, 'key'>): boolean => key !== statementKey(key);

function statementsLike(fact: Pick<DecisionFact, 'key'>, facts: readonly Fact[]): DecisionFact[] {
  const statement = statementKey(fact.key);
  return facts.filter(isDecision).filter(({ key }) => key === statement || key.startsWith(`${statement}.`));
}

/**
 * The fact under the key that it has among the known ones. A statement that was withdrawn and is received again is a new
 * statement with a key of its own, so that it counts again (docs/regulation.md, Identity).
 */
export function amongKnown(fact: DecisionFact, facts: readonly Fact[]): DecisionFact {
  const known = statementsLike(fact, facts);
  if (known.length === 0) return fact;
  const withdrawn = withdrawnKeys(facts);
  const same = known.find((other) => isSameRow(other, fact)) ?? known.find(({ key }) => !withdrawn.has(key));
  return same ? { ...fact, key: same.key } : nextStatement(fact, known);
}

/** A fact as the statement of its row; as a new one, if the row has made none yet. */
export function asOwnStatement(fact: DecisionFact, facts: readonly Fact[]): DecisionFact {
  const known = statementsLike(fact, facts);
  return known.find((other) => isSameRow(other, fact)) ?? nextStatement(fact, known);
}

const nextStatement = (fact: DecisionFact, known: readonly DecisionFact[]): DecisionFact => ({
  ...fact,
  key: `${statementKey(fact.key)}.${known.length + 1}`,
});

/**
 * True if a fact repeats a withdrawn one without being a new statement: it comes from the same file, or was received on
 * a day before the withdrawal. An officer decides about it. A fact that an officer corrected or moved is never a copy.
 */
export function isOldCopy(fact: DecisionFact, facts: readonly Fact[]): boolean {
  const known = statementsLike(fact, facts);
  if (known.length === 0 || fact.origin.correction || known.some((other) => isSameRow(other, fact)))
    return false;
  const withdrawn = withdrawnKeys(facts);
  if (!known.every(({ key }) => withdrawn.has(key))) return false;
  const receivedOn = dayOf(new Date(fact.origin.receivedAt));
  const keys = new Set(known.map(({ key }) => key));
  return (
    known.some(({ origin }) => origin.fileSha256 === fact.origin.fileSha256) ||
    facts.some(
      (other) =>
        other.type === 'withdrawal' &&
        keys.has(other.of) &&
        receivedOn < dayOf(new Date(other.origin.receivedAt)),
    )
  );
}

/** Statements of the very row of a fact that are withdrawn. */
export const withdrawnStatementsOf = (fact: DecisionFact, facts: readonly Fact[]): DecisionFact[] => {
  const withdrawn = withdrawnKeys(facts);
  return statementsLike(fact, facts).filter((other) => isSameRow(other, fact) && withdrawn.has(other.key));
};
