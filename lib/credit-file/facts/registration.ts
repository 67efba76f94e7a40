import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { dayOf } from '../../shared/day.ts';
import { isDecision, withdrawnKeys } from './decision-state.ts';
import type { DecisionFact, Fact, RegistrationFact } from './fact.ts';
import type { Identity, PartyKey } from './subject.ts';

/** Who a subject is now: from the registry or, before the registry knows it, from the bureau's own finding. */
export interface Registration {
  readonly category: Category;
  readonly scheme: RegistrationFact['scheme'];
  readonly identity: Identity;
  readonly status: RegistrationFact['status'];
  readonly medinsCode?: string | undefined;
  readonly level?: RegistrationFact['level'];
  readonly division?: string | undefined;
  readonly representative?: PartyKey | undefined;
  /** `withdrawn`: known only from findings that an officer withdrew. Receivers do not get it. */
  readonly basis: 'registry' | 'finding' | 'withdrawn';
}

export const isRegistration = (fact: Fact): fact is RegistrationFact => fact.type === 'registration';

const receivedOn = (fact: Fact): Day => dayOf(new Date(fact.origin.receivedAt));

/**
 * A registration has no document number and no date. The registry's entry of the latest day applies. Two entries of
 * one day are ordered by content, so the order of arrival within a day does not matter.
 */
const latestFirst = (a: Fact, b: Fact): number => {
  const [dayA, dayB] = [receivedOn(a), receivedOn(b)];
  return dayA === dayB ? (a.key < b.key ? -1 : 1) : dayA < dayB ? 1 : -1;
};

/**
 * The known entry that a new one repeats: the same entry of the same day, or the latest entry of an earlier day if
 * its content is equal. Other entries of the same day are ignored, so the entries of one day may arrive in any order.
 */
export function repeatedBy(
  fact: RegistrationFact,
  entries: readonly RegistrationFact[],
): RegistrationFact | undefined {
  const [earlier] = entries.filter((other) => receivedOn(other) < receivedOn(fact)).sort(latestFirst);
  const sameDay = entries.find(({ key }) => key === fact.key);
  return sameDay ?? (earlier && contentOf(earlier) === contentOf(fact) ? earlier : undefined);
}

/** Keys are `R.<slot>.<day>.<content>`. */
const contentOf = ({ key }: RegistrationFact): string | undefined => key.split('.').at(-1);

/** The subjects of a party, by category. */
export function registrationsOf(facts: readonly Fact[]): Map<Category, Registration> {
  const known = new Map<Category, Registration>();
  const withdrawn = withdrawnKeys(facts);
  const naming = facts.filter(isDecision).filter(namesSubject).sort(latestFirst);
  for (const basis of ['finding', 'withdrawn'] as const) {
    for (const fact of naming.filter(({ key }) => withdrawn.has(key) === (basis === 'withdrawn'))) {
      if (!known.has(fact.category)) known.set(fact.category, fromFinding(fact, basis));
    }
  }
  const byCategory = Map.groupBy(facts.filter(isRegistration), (fact) => fact.category);
  for (const [category, entries] of byCategory) {
    const [latest] = [...entries].sort(latestFirst);
    if (latest) known.set(category, { ...latest, basis: 'registry' });
  }
  return known;
}

const namesSubject = (fact: DecisionFact): fact is DecisionFact & { category: Category } =>
  fact.createsSubject && fact.category !== undefined && fact.status !== 'revocation';

const fromFinding = (
  fact: DecisionFact & { category: Category },
  basis: 'finding' | 'withdrawn',
): Registration => ({
  category: fact.category,
  scheme: fact.scheme,
  identity: fact.identity,
  status: 'active',
  basis,
});

/** The employers of the person on a day. An employment without a first day has no beginning. */
export function employersOn(facts: readonly Fact[], on: Day): Map<PartyKey, RegistrationFact> {
  const employers = new Map<PartyKey, RegistrationFact>();
  for (const spell of employmentSpells(facts)) {
    const { employer, from, to } = spell.employment;
    if ((from === undefined || from <= on) && (to === undefined || on <= to)) employers.set(employer, spell);
  }
  return employers;
}

type EmploymentFact = RegistrationFact & { employment: NonNullable<RegistrationFact['employment']> };

/** One spell for each category, employer and first day. The latest registry entry says when it ended. */
function employmentSpells(facts: readonly Fact[]): EmploymentFact[] {
  const entries = facts
    .filter(isRegistration)
    .filter((fact): fact is EmploymentFact => fact.employment !== undefined);
  const spells = Map.groupBy(
    entries,
    ({ category, employment }) => `${category}/${employment.employer}/${employment.from ?? ''}`,
  );
  return [...spells.values()].flatMap((spell) => [...spell].sort(latestFirst).slice(0, 1));
}
