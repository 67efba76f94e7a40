import chineseDays from 'chinese-days';
import { addDays, type Day, yearOf } from '../shared/day.ts';
import { type Arrangement, daysBetween, daysSaidBy, isWeekend, type Scope } from './arrangement.ts';
import { mayBecomeOff, regionalScopes } from './holidays.ts';

/**
 * Years whose national arrangement the package contains. For other years it counts plain weekdays, without an error.
 */
const knownYears = { from: 2004, to: 2026 } as const;

/**
 * Where a time limit is counted. `division` is a GB/T 2260 code; without it the days of the nation and the region
 * apply.
 */
export interface Place {
  readonly division?: string | undefined;
}

/**
 * The last day of a time limit. `provisional`: it reaches a year that has no national arrangement yet, or passes over a
 * holiday of the region or the prefecture that is not announced.
 */
export interface Deadline {
  readonly on: Day;
  readonly provisional: boolean;
}

/** Whether the national arrangement of a year is known, from the package or from a notice. */
export const isKnownYear = (year: number, arrangements: readonly Arrangement[]): boolean =>
  (year >= knownYears.from && year <= knownYears.to) ||
  arrangements.some((known) => known.year === year && known.scope === 'national');

/** Whether a day is a working day (工作日) in a place. The most specific scope whose notices name the day applies. */
export function isWorkingDay(on: Day, { division }: Place, arrangements: readonly Arrangement[]): boolean {
  for (const scope of [...regionalScopes(division), 'national']) {
    const said = daysOf(yearOf(on), scope, arrangements).get(on);
    if (said) return said === 'work';
  }
  return !isWeekend(on);
}

type SaidDays = ReturnType<typeof daysSaidBy>;
/** By the list of notices: a deadline asks for the same days again and again. */
const known = new WeakMap<readonly Arrangement[], Map<string, SaidDays>>();

function daysOf(year: number, scope: Scope, arrangements: readonly Arrangement[]): SaidDays {
  const read = known.get(arrangements) ?? new Map<string, SaidDays>();
  known.set(arrangements, read);
  const key = `${year}/${scope}`;
  const said = read.get(key) ?? daysSaidBy(noticesOf(year, scope, arrangements));
  read.set(key, said);
  return said;
}

/** The notices of one scope and year in their order: those of the product first, then those that were added. */
export function noticesOf(year: number, scope: Scope, arrangements: readonly Arrangement[]): Arrangement[] {
  const national = scope === 'national' ? shippedNational(year) : undefined;
  const added = arrangements.filter((notice) => notice.year === year && notice.scope === scope);
  return [...(national ? [national] : []), ...added];
}

/** The last day of a time limit: day 1 is the first working day after the event (docs/regulation.md, Working days). */
export function deadlineAfter(
  event: Day,
  workingDays: number,
  { place, arrangements }: { place: Place; arrangements: readonly Arrangement[] },
): Deadline {
  let on = event;
  let provisional = false;
  for (let left = workingDays; left > 0; ) {
    on = addDays(on, 1);
    const isWorked = isWorkingDay(on, place, arrangements);
    provisional ||= !isKnownYear(yearOf(on), arrangements);
    provisional ||= isWorked && mayBecomeOff(on, place.division, arrangements);
    if (isWorked) left--;
  }
  return { on, provisional };
}

const national = new Map<number, Arrangement>();

/** The national arrangement of a year from the package: weekdays off, and weekend days that are worked. */
export function shippedNational(year: number): Arrangement | undefined {
  if (year < knownYears.from || year > knownYears.to) return undefined;
  const read = national.get(year) ?? readNational(year);
  national.set(year, read);
  return read;
}

function readNational(year: number): Arrangement {
  const days = daysBetween(`${year}-01-01`, `${year}-12-31`);
  return {
    year,
    scope: 'national',
    off: days.filter((on) => !isWeekend(on) && !chineseDays.isWorkday(on)),
    work: days.filter((on) => isWeekend(on) && chineseDays.isWorkday(on)),
    document: `国务院办公厅关于${year}年部分节假日安排的通知`,
  };
}
