import type { Category } from '../../shared/category.ts';
import { latestArrivalFirst } from './arrival.ts';
import type { Fact, RegistrationFact, SuccessionFact } from './fact.ts';
import type { PartyKey } from './subject.ts';

const isSuccession = (fact: Fact): fact is SuccessionFact => fact.type === 'succession';

/** When an institution of the party went on under another number, the latest first. */
export const successionsOf = (facts: readonly Fact[], category: Category): SuccessionFact[] =>
  facts
    .filter(isSuccession)
    .filter((fact) => fact.category === category)
    .sort(latestArrivalFirst);

/**
 * The party of the number that the institution went by at an instant; without one, of the number that it goes by now.
 * Before any succession it is that of its first entry. Undefined: the number that the file's key was made from.
 */
export function numberOf(facts: readonly Fact[], category: Category, at?: string): PartyKey | undefined {
  const successions = successionsOf(facts, category);
  const last = successions.find(({ origin }) => at === undefined || origin.receivedAt <= at);
  if (last) return last.number;
  const entries = facts.filter(
    (fact): fact is RegistrationFact => fact.type === 'registration' && fact.category === category,
  );
  return entries.sort(latestArrivalFirst).at(-1)?.number;
}

/**
 * The registry's entries of a party that hold. An entry under a former number, in the file of the succession or a later
 * one, says nothing about the institution any more.
 */
export function entriesInForce(facts: readonly Fact[]): RegistrationFact[] {
  const entries = facts.filter((fact) => fact.type === 'registration');
  const successions = facts.filter(isSuccession);
  if (successions.length === 0) return entries;
  return entries.filter(
    ({ scheme, category, number, origin }) =>
      scheme !== 'uscc' ||
      !successions.some((fact) => fact.category === category) ||
      number === numberOf(facts, category, origin.receivedAt),
  );
}
