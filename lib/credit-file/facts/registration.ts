import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { dayOf } from '../../shared/day.ts';
import { arrivalOf, latestArrivalFirst } from './arrival.ts';
import { isDecision } from './decision-state.ts';
import { type DecisionFact, type Fact, isSameRow, type RegistrationFact } from './fact.ts';
import { entriesInForce } from './number-in-force.ts';
import type { Identity, PartyKey } from './subject.ts';
import { withdrawnKeys } from './withdrawn-keys.ts';

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

/** Orders findings that create a subject: the latest day first, within a day by key. */
const latestDayFirst = (a: Fact, b: Fact): number => {
  const [dayA, dayB] = [receivedOn(a), receivedOn(b)];
  return dayA === dayB ? (a.key < b.key ? -1 : 1) : dayA < dayB ? 1 : -1;
};

/**
 * The known entry that a new one repeats: its own, or the entry directly before or after it in the order of arrival if
 * the content is equal. A registration has no date of its own, so the order of arrival decides (`arrival.ts`).
 */
export function repeatedBy(
  fact: RegistrationFact,
  entries: readonly RegistrationFact[],
): RegistrationFact | undefined {
  const saysTheSame = (other: RegistrationFact | undefined): boolean =>
    other !== undefined && contentOf(other) === contentOf(fact) && saysAsMuch(other, fact);
  const own = entries.find((other) => isSameRow(other, fact) && saysTheSame(other));
  if (own) return own;
  const inOrder = [...entries].sort(latestArrivalFirst);
  const earlier = inOrder.find((other) => arrivalOf(other) < arrivalOf(fact));
  const later = inOrder.findLast((other) => arrivalOf(other) > arrivalOf(fact));
  return [earlier, later].find(saysTheSame);
}

/** An entry of an earlier release has the representative's key without name and number: the next one brings them. */
const saysAsMuch = (known: RegistrationFact, fact: RegistrationFact): boolean =>
  known.representativeIdentity !== undefined || fact.representativeIdentity === undefined;

/** Keys are `R.<slot>.<day>.<content>`, and of an entry that is said again on its day `….<run>-<row>`. */
const contentOf = ({ key }: RegistrationFact): string | undefined => key.split('.')[3];

/** The entry under a key of its own, where another row of the day said the same and was corrected since. */
export const keyedApart = (fact: RegistrationFact, entries: readonly RegistrationFact[]): RegistrationFact =>
  entries.some(({ key }) => key === fact.key)
    ? { ...fact, key: `${fact.key}.${fact.origin.run}-${fact.origin.row}` }
    : fact;

/** The subjects of a party, by category. */
export function registrationsOf(facts: readonly Fact[]): Map<Category, Registration> {
  const known = new Map<Category, Registration>();
  const withdrawn = withdrawnKeys(facts);
  const naming = facts.filter(isDecision).filter(namesSubject).sort(latestDayFirst);
  for (const basis of ['finding', 'withdrawn'] as const) {
    for (const fact of naming.filter(({ key }) => withdrawn.has(key) === (basis === 'withdrawn'))) {
      if (!known.has(fact.category)) known.set(fact.category, fromFinding(fact, basis));
    }
  }
  const byCategory = Map.groupBy(entriesInForce(facts), (fact) => fact.category);
  for (const [category, entries] of byCategory) {
    const inOrder = [...entries].sort(latestArrivalFirst);
    const [latest] = inOrder;
    if (latest) known.set(category, { ...latest, ...numberedIn(inOrder), basis: 'registry' });
  }
  return known;
}

/** A subject goes by its number or USCC (Art. 10), also where a later entry knows only its medical-insurance code. */
function numberedIn(
  inOrder: readonly RegistrationFact[],
): Partial<Pick<Registration, 'scheme' | 'identity' | 'medinsCode' | 'representative'>> {
  const numbered = inOrder.find(({ scheme }) => scheme !== 'medins-code');
  if (!numbered || numbered === inOrder[0]) return {};
  const { scheme, identity, medinsCode, representative } = numbered;
  return { scheme, identity, medinsCode, representative };
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

/**
 * The principal employer of a person in a category on a day: that of the employment which began first. Undefined where
 * nobody employs them.
 */
export function principalEmployerOn(
  facts: readonly Fact[],
  on: Day,
  category: Category,
): PartyKey | undefined {
  const entries = facts.filter((fact) => isRegistration(fact) && fact.category === category);
  const [principal] = [...employersOn(entries, on)].sort(byFirstDay);
  return principal?.[0];
}

/** Orders employers by the first day of the employment. One without a first day has always been. */
export const byFirstDay = (
  [a, first]: [PartyKey, RegistrationFact],
  [b, second]: [PartyKey, RegistrationFact],
): number => {
  const [from, other] = [first, second].map(({ employment }) => employment?.from ?? '');
  return from === other ? (a < b ? -1 : 1) : (from ?? '') < (other ?? '') ? -1 : 1;
};

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
  return [...spells.values()].flatMap((spell) => [...spell].sort(latestArrivalFirst).slice(0, 1));
}
