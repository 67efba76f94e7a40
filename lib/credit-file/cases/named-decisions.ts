import { linkIndicators } from '../../regulation/penalty-indicators.ts';
import { type Category, isGraded } from '../../shared/category.ts';
import { type DecisionState, decisionStates } from '../facts/decision-state.ts';
import type { LinkEntry } from '../facts/fact.ts';
import { normaliseAuthorityName, normaliseDocumentNumber } from '../facts/identity.ts';
import type { PartyKey } from '../facts/subject.ts';
import { indicatorHitsOf } from '../projection/evidence.ts';
import type { Folder } from '../projection/project-folder.ts';
import type { NamedDecision } from './case-fact.ts';

/** A decision as a case names it: the key that files/query shows (one part of a document), or its number and authority. */
export type DecisionReference =
  | { readonly fact: string }
  | { readonly documentNumber: string; readonly authority: string };

/** Every part of every document that stands in the file, its own and those that reach it; revoked ones are gone. */
export function decisionsInFile(
  { facts, links }: Pick<Folder, 'facts' | 'links'>,
  category: Category,
): NamedDecision[] {
  const own = decisionStates(facts)
    .filter(({ revoked }) => !revoked)
    .map((decision) => ownDecision(decision, category));
  const linked = links.flatMap(({ person, entries }) =>
    entries.map((entry) => linkedDecision(entry, person, category)),
  );
  return [...own, ...linked];
}

/** The parts a reference names: of a number all of its document, of a key the one, in whichever of its forms. */
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
  const number = normaliseDocumentNumber(reference.documentNumber);
  const authority = normaliseAuthorityName(reference.authority);
  return all.filter(
    (decision) =>
      normaliseDocumentNumber(decision.documentNumber) === number &&
      normaliseAuthorityName(decision.authority) === authority,
  );
}

const ownDecision = (decision: DecisionState, category: Category): NamedDecision => ({
  fact: decision.fact.key,
  documentNumber: decision.fact.documentNumber,
  authority: decision.fact.authority.name,
  decidedOn: decision.decidedOn,
  indicators: isGraded(category) ? indicatorHitsOf(decision, category).map(({ indicator }) => indicator) : [],
});

function linkedDecision(entry: LinkEntry, person: PartyKey, category: Category): NamedDecision {
  const { fact, documentNumber, authority, decidedOn, matter } = entry;
  const indicator = isGraded(category) ? linkIndicators[matter]?.[category] : undefined;
  return { fact, documentNumber, authority, decidedOn, indicators: indicator ? [indicator] : [], person };
}
