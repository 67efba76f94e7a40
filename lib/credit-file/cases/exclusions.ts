import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { decisionStates, isDecision } from '../facts/decision-state.ts';
import { documentsOf } from '../facts/documents-of.ts';
import type { Fact, Link } from '../facts/fact.ts';
import { normaliseAuthorityName, normaliseDocumentNumber } from '../facts/identity.ts';
import type { PartyKey } from '../facts/subject.ts';
import { objectionsOf } from './objection.ts';
import { repairsOf } from './repair.ts';

/**
 * A decision that no longer counts in a file of the party, because an objection was upheld or a repair is in effect.
 */
export interface Exclusion {
  /**
   * Key of the decision's fact. For a person's document that counts for an institution, its key in the person's
   * folder.
   */
  readonly fact: string;
  readonly by: 'objection' | 'repair';
  readonly since: Day;
}

/** The decisions that casework takes out of the scores of a file, and the next day on which this changes. */
export interface Exclusions {
  /** By each identifier of the part of a document; `exclusionOf` looks them up. */
  readonly inForce: ReadonlyMap<string, Exclusion>;
  readonly changesOn?: Day | undefined;
}

/** What identifies a decision: a fact of the party, or a link entry that counts for an institution. */
export interface Excludable {
  readonly fact: string;
  readonly documentNumber: string;
  readonly authority: string;
  /** The person a link entry is about. One document may be about several persons. */
  readonly person?: PartyKey | undefined;
}

/** The exclusion of a decision, in whichever of its forms it is known now. */
export const exclusionOf = (
  inForce: ReadonlyMap<string, Exclusion>,
  decision: Excludable,
): Exclusion | undefined =>
  inForce.size === 0
    ? undefined
    : namesOf(decision)
        .map((name) => inForce.get(name))
        .find((found) => found !== undefined);

/** The exclusion of a person's document at an institution, under any key that the person has or had. */
export const linkExclusionOf = (
  inForce: ReadonlyMap<string, Exclusion>,
  entry: Excludable,
  { person, formerly = [] }: Pick<Link, 'person' | 'formerly'>,
): Exclusion | undefined =>
  [person, ...formerly]
    .map((known) => exclusionOf(inForce, { ...entry, person: known }))
    .find((found) => found !== undefined);

/** Computed from the facts and the day. The order of the facts does not matter. */
export function exclusionsOf(facts: readonly Fact[], category: Category, today: Day): Exclusions {
  const upheld = objectionsOf(facts, category).flatMap(({ decision }) =>
    decision?.verdict === 'upheld'
      ? [{ by: 'objection' as const, since: decision.decidedOn, ...decision }]
      : [],
  );
  const granted = repairsOf(facts, category, today).flatMap(({ effectiveOn, fact }) =>
    effectiveOn ? [{ by: 'repair' as const, since: effectiveOn, decisions: fact.decisions }] : [],
  );
  const inForce = new Map<string, Exclusion>();
  const elsewhere = repairedElsewhere(facts);
  if (upheld.length + granted.length + elsewhere.length === 0) return { inForce };
  const formsOf = otherForms(facts);
  const inOrder = [...upheld, ...granted, ...elsewhere].sort((a, b) =>
    a.since < b.since ? -1 : a.since > b.since ? 1 : 0,
  );
  for (const { by, since, decisions } of inOrder.filter(({ since: from }) => from <= today)) {
    for (const decision of decisions)
      for (const name of [decision, ...formsOf(decision)].flatMap(namesOf))
        if (!inForce.has(name)) inForce.set(name, { fact: decision.fact, by, since });
  }
  const changesOn = inOrder.find(({ since }) => since > today)?.since;
  return { inForce, ...(changesOn && { changesOn }) };
}

/** Decisions that the authority which found them has repaired (已修复): the same effect as a repair here. */
function repairedElsewhere(facts: readonly Fact[]) {
  if (!facts.some((fact) => isDecision(fact) && fact.status === 'repair')) return [];
  return decisionStates(facts).flatMap(({ fact, repairedOn }) =>
    repairedOn
      ? [
          {
            by: 'repair' as const,
            since: repairedOn,
            decisions: [{ ...fact, fact: fact.key, authority: fact.authority.name }],
          },
        ]
      : [],
  );
}

/** Identifiers of a part of a document: `D.<document>.<part>` of its key, and its number, authority and part. */
function namesOf({ fact, documentNumber, authority, person = '' as PartyKey }: Excludable): string[] {
  const [letter, document, part = ''] = fact.split('.');
  return [
    `${person}/${letter}.${document}.${part}`,
    `${person}/${normaliseDocumentNumber(documentNumber)}/${normaliseAuthorityName(authority)}/${part}`,
  ];
}

/** The same part of the same document in its other forms. */
function otherForms(facts: readonly Fact[]): (decision: Excludable) => Excludable[] {
  const decisions = facts.filter(isDecision);
  const documentOf = documentsOf(decisions);
  return ({ fact, person }) => {
    if (person) return [];
    const named = decisions.find(({ key }) => key === fact);
    if (!named) return [];
    return decisions
      .filter((other) => documentOf(other) === documentOf(named) && partIn(other.key) === partIn(fact))
      .map(({ key, documentNumber, authority }) => ({
        fact: key,
        documentNumber,
        authority: authority.name,
      }));
  };
}

const partIn = (key: string): string | undefined => key.split('.')[2];
