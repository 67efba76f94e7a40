import type { Category } from '../../shared/category.ts';
import { type Day, dayOf } from '../../shared/day.ts';
import { arrivalOf } from './arrival.ts';
import type { Fact, RegistrationFact } from './fact.ts';
import { entriesInForce } from './number-in-force.ts';

/** The registry's entries of a subject, in the order of arrival. */
const entriesOf = (facts: readonly Fact[], category: Category): RegistrationFact[] =>
  entriesInForce(facts)
    .filter((fact) => fact.category === category)
    .sort((a, b) => (arrivalOf(a) < arrivalOf(b) ? -1 : 1));

const receivedOn = ({ origin }: RegistrationFact): Day => dayOf(new Date(origin.receivedAt));

/** Whether the registry had the subject on a day. Before its first entry, the first one holds. */
export function isRegisteredOn(on: Day, facts: readonly Fact[], category: Category): boolean {
  const entries = entriesOf(facts, category);
  const known = entries.findLast((entry) => receivedOn(entry) <= on) ?? entries[0];
  return known === undefined || known.status !== 'left';
}

/**
 * Whether a person of staff was registered for no day of a year: the registry said `left` before it and nothing else
 * until its end, or every known employment ended before it and the next began after it.
 */
export function isAwayIn(year: number, facts: readonly Fact[], category: Category): boolean {
  const entries = entriesOf(facts, category);
  const [first, last] = [`${year}-01-01` as Day, `${year}-12-31` as Day];
  const during = entries.filter((entry) => first < receivedOn(entry) && receivedOn(entry) <= last);
  const atStart = entries.findLast((entry) => receivedOn(entry) <= first);
  const hasLeft = atStart?.status === 'left' && during.every(({ status }) => status === 'left');
  return hasLeft || isBetweenEmployments(entries, first, last);
}

/** An employment that is known without a last day goes on; the latest entry about it says when it ended. */
function isBetweenEmployments(entries: readonly RegistrationFact[], first: Day, last: Day): boolean {
  const spells = new Map(
    entries.flatMap(({ employment }) =>
      employment ? [[`${employment.employer}/${employment.from ?? ''}`, employment] as const] : [],
    ),
  );
  const all = [...spells.values()];
  const isDuring = all.some(
    ({ from, to }) => (from === undefined || from <= last) && (to === undefined || first <= to),
  );
  return !isDuring && all.some(({ to }) => to !== undefined && to < first);
}
