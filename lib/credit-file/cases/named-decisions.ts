import { authorityKind } from '../../regulation/authorities.ts';
import { linkIndicators } from '../../regulation/penalty-indicators.ts';
import { type Category, isGraded } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { type DecisionState, decisionStates } from '../facts/decision-state.ts';
import { spellingOf } from '../facts/document-number.ts';
import type { DecisionFact, LinkEntry } from '../facts/fact.ts';
import { normaliseAuthorityName } from '../facts/identity.ts';
import type { PartyKey } from '../facts/subject.ts';
import { indicatorHitsOf } from '../projection/evidence.ts';
import type { Folder } from '../projection/project-folder.ts';
import type { NamedDecision } from './case-fact.ts';

/**
 * How a case names a decision: by the key that files/query shows (one part of a document), or by number and
 * authority.
 */
export type DecisionReference =
  | { readonly fact: string }
  | { readonly documentNumber: string; readonly authority: string };

/**
 * Every part of every document in the file that is not revoked: the subject's own, and those attributed from persons.
 */
export function decisionsInFile(
  { facts, links }: Pick<Folder, 'facts' | 'links'>,
  category: Category,
): NamedDecision[] {
  const own = decisionStates(facts)
    .filter(({ revoked }) => !revoked)
    .map((decision) => ownDecision(decision, category));
  const linked = links.flatMap(({ person, entries }) =>
    entries.filter(({ repairedOn }) => !repairedOn).map((entry) => linkedDecision(entry, person, category)),
  );
  return [...own, ...linked];
}

/**
 * The parts that a reference names. A number names all parts of its document; a key names one part, in any of its
 * forms.
 */
export function namedBy(
  reference: DecisionReference,
  folder: Pick<Folder, 'facts' | 'links'>,
  category: Category,
): NamedDecision[] {
  const all = decisionsInFile(folder, category);
  if ('fact' in reference) {
    const speaks = decisionStates(folder.facts).find(({ facts }) =>
      facts.some(({ key }) => key === reference.fact),
    );
    return speaks
      ? all.filter(({ fact, person }) => fact === speaks.fact.key && person === undefined)
      : all.filter(({ fact }) => fact === reference.fact);
  }
  const number = spellingOf(reference.documentNumber);
  const authority = normaliseAuthorityName(reference.authority);
  return all.filter(
    (decision) =>
      spellingOf(decision.documentNumber) === number &&
      normaliseAuthorityName(decision.authority) === authority,
  );
}

const ownDecision = (decision: DecisionState, category: Category): NamedDecision => ({
  fact: decision.fact.key,
  documentNumber: decision.fact.documentNumber,
  authority: decision.fact.authority.name,
  decidedOn: decision.decidedOn,
  indicators: isGraded(category) ? indicatorHitsOf(decision, category).map(({ indicator }) => indicator) : [],
  actOn: actOf(decision),
  ...(!isOwnFinding(decision.fact) && { isFoundElsewhere: true }),
});

/** A finding that the bureau brings is its own, also where a court's judgment is behind it (annexes 6 to 11). */
const isOwnFinding = ({ content, authority }: DecisionFact): boolean =>
  content.kind === 'finding' || authority.kind === 'medical-insurance';

/** An amendment that names no act of its own is about the act of the decision that it amends. */
function actOf({ fact, facts }: DecisionState): Day {
  if (fact.status === 'original' || fact.actOn !== fact.decidedOn) return fact.actOn;
  return facts.find(({ status }) => status === 'original')?.actOn ?? fact.actOn;
}

function linkedDecision(entry: LinkEntry, person: PartyKey, category: Category): NamedDecision {
  const { fact, documentNumber, authority, decidedOn, actOn = decidedOn, matter } = entry;
  const indicator = isGraded(category) ? linkIndicators[matter]?.[category] : undefined;
  const isOwn = matter === 'fraud-conviction' || authorityKind(authority, 'other') === 'medical-insurance';
  return {
    fact,
    documentNumber,
    authority,
    decidedOn,
    indicators: indicator ? [indicator] : [],
    actOn,
    ...(!isOwn && { isFoundElsewhere: true }),
    person,
  };
}
