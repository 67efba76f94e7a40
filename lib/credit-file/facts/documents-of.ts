import { isUnnumbered, numberOf, statedBy } from './document-number.ts';
import type { DecisionFact } from './fact.ts';
import { normaliseAuthorityName, normaliseDocumentNumber } from './identity.ts';

/**
 * The key of the document that a fact is about, the same for every form it came in. A fact is stored under its number as
 * it was spelled (`documentKey`), in every release alike; here forms of one document find each other:
 * - other spellings of the number (`spellingOf`), for facts received since a release that joins them and the facts that
 *   they meet. An upgrade by itself joins nothing, so that it changes nothing that is published;
 * - the number without the authority's code (双公示 V1), by the authority's name;
 * - a penalty that an earlier release stored under 无, by what it says.
 */
export function documentsOf(facts: readonly DecisionFact[]): (fact: DecisionFact) => string {
  const isPlain = facts.every(
    ({ authority, joinsSpellings }) => authority.id !== undefined && !joinsSpellings,
  );
  if (isPlain || facts.length < 2) return ({ document }) => document;
  const documents = new Groups();
  const placed = placedByContent(facts);
  const placeOf = (fact: DecisionFact): string => placed(fact) ?? fact.document;
  for (const group of Map.groupBy(facts, codedKey).values())
    if (group.some(({ joinsSpellings }) => joinsSpellings)) documents.join(group.map(placeOf));
  const coded = facts.filter(({ authority }) => authority.id !== undefined);
  const byName = firstOf(coded, nameKey);
  const bySpelling = firstOf(coded, spellingKey);
  for (const fact of facts) {
    if (fact.authority.id !== undefined) continue;
    const alike = bySpelling.get(spellingKey(fact));
    const joins = fact.joinsSpellings || alike?.joinsSpellings;
    const form = byName.get(nameKey(fact)) ?? (joins ? alike : undefined);
    if (form) documents.join([placeOf(form), placeOf(fact)]);
  }
  return (fact) => documents.of(placeOf(fact));
}

/** Sets of documents that are one. Each is named by its first key, whatever the order of the facts. */
class Groups {
  readonly #heads = new Map<string, string>();

  of(document: string): string {
    const head = this.#heads.get(document);
    return head === undefined || head === document ? document : this.of(head);
  }

  join(documents: readonly string[]): void {
    const heads = documents.map((document) => this.of(document)).sort();
    for (const head of heads) this.#heads.set(head, heads[0] ?? head);
  }
}

const codedKey = (fact: DecisionFact): string =>
  `${numberOf(fact)}/${fact.authority.id ?? normaliseAuthorityName(fact.authority.name)}`;
const spellingKey = (fact: DecisionFact): string =>
  `${numberOf(fact)}/${normaliseAuthorityName(fact.authority.name)}`;
const nameKey = ({ documentNumber, authority }: DecisionFact): string =>
  `${normaliseDocumentNumber(documentNumber)}/${normaliseAuthorityName(authority.name)}`;

/** Of each key the fact with the first document. */
function firstOf(
  facts: readonly DecisionFact[],
  keyOf: (fact: DecisionFact) => string,
): ReadonlyMap<string, DecisionFact> {
  const first = new Map<string, DecisionFact>();
  for (const fact of facts) {
    const known = first.get(keyOf(fact));
    if (!known || fact.document < known.document) first.set(keyOf(fact), fact);
  }
  return first;
}

/** Penalties stored under 无: the document of the one that says the same and was received without a number since. */
function placedByContent(facts: readonly DecisionFact[]): (fact: DecisionFact) => string | undefined {
  const earlier = facts.filter((fact) => fact.content.kind === 'penalty' && isUnnumbered(fact));
  if (earlier.length === 0) return () => undefined;
  const since = firstOf(
    facts.filter((fact) => fact.content.kind === 'penalty' && fact.documentNumber.startsWith('penalty:')),
    statedBy,
  );
  return (fact) => (earlier.includes(fact) ? since.get(statedBy(fact))?.document : undefined);
}
