import type { DecisionFact } from './fact.ts';
import { comparableContent, digestOf, partOf } from './identity.ts';

/**
 * Whether two facts are two forms of one statement: no field that both contain differs. One may contain more; V1 has
 * no amounts.
 */
export function isSameStatement(a: DecisionFact, b: DecisionFact): boolean {
  if (a.status !== b.status || a.decidedOn !== b.decidedOn || partOf(a.content) !== partOf(b.content))
    return false;
  const [left, right] = [comparableContent(a.content), comparableContent(b.content)];
  return Object.entries(left).every(
    ([name, value]) => right[name] === undefined || digestOf(value) === digestOf(right[name]),
  );
}

/** Removes a form of a statement if another form has more fields, or as many and a code of the authority. */
export function withoutLesserForms(facts: readonly DecisionFact[]): DecisionFact[] {
  return facts.filter(
    (fact) => !facts.some((other) => isSameStatement(other, fact) && saysMore(other, fact)),
  );
}

function saysMore(a: DecisionFact, b: DecisionFact): boolean {
  const rank = (fact: DecisionFact): number =>
    Object.values(fact.content).filter((value) => value !== undefined).length * 2 +
    (fact.authority.id === undefined ? 0 : 1);
  return a.document !== b.document && (rank(a) > rank(b) || (rank(a) === rank(b) && a.key < b.key));
}
