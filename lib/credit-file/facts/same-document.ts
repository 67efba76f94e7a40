import type { DecisionFact } from './fact.ts';
import {
  comparableContent,
  digestOf,
  normaliseAuthorityName,
  normaliseDocumentNumber,
  partOf,
} from './identity.ts';

/**
 * The document a fact speaks of, under one key for every form it came in. Older templates (双公示 V1) name their authority
 * and give no code of it: such a fact speaks of the document with its number whose authority has that name.
 */
export function documentsOf(facts: readonly DecisionFact[]): (fact: DecisionFact) => string {
  const isPlain = facts.every(({ authority }) => authority.id !== undefined);
  if (isPlain || facts.length < 2) return ({ document }) => document;
  const coded = new Map<string, string>();
  for (const fact of facts) {
    if (fact.authority.id === undefined) continue;
    const known = coded.get(nameKey(fact));
    if (!known || fact.document < known) coded.set(nameKey(fact), fact.document);
  }
  return (fact) =>
    fact.authority.id === undefined ? (coded.get(nameKey(fact)) ?? fact.document) : fact.document;
}

const nameKey = ({ documentNumber, authority }: DecisionFact): string =>
  `${normaliseDocumentNumber(documentNumber)}/${normaliseAuthorityName(authority.name)}`;

/** Two forms of one statement: nothing that both say differs, though one may say more (V1 has no amounts). */
export function isSameStatement(a: DecisionFact, b: DecisionFact): boolean {
  if (a.status !== b.status || a.decidedOn !== b.decidedOn || partOf(a.content) !== partOf(b.content))
    return false;
  const [left, right] = [comparableContent(a.content), comparableContent(b.content)];
  return Object.entries(left).every(
    ([name, value]) => right[name] === undefined || digestOf(value) === digestOf(right[name]),
  );
}

/** Of forms of one statement the one that says most; of equal ones the one whose authority has a code. */
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
