import chineseDays from 'chinese-days';
import { addDays, type Day, yearOf } from '../shared/day.ts';
import { type Arrangement, daysBetween, isWeekend } from './arrangement.ts';

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

/** The last day of a time limit. `provisional`: a year that it reaches has no national arrangement yet. */
export interface Deadline {
  readonly on: Day;
  readonly provisional: boolean;
}

/** Whether the national arrangement of a year is known, from the package or from a notice. */
export const isKnownYear = (year: number, arrangements: readonly Arrangement[]): boolean =>
  (year >= knownYears.from && year <= knownYears.to) || nationalNotice(year, arrangements) !== undefined;

/** Whether a day is a working day (工作日) in a place. The most specific notice that names the day applies. */
export function isWorkingDay(on: Day, { division }: Place, arrangements: readonly Arrangement[]): boolean {
  const year = yearOf(on);
  const isElsewhere = division !== undefined && !division.startsWith('54');
  const scopes = isElsewhere ? [] : [division?.slice(0, 4), '54'];
  for (const scope of scopes) {
    const notice = arrangements.findLast((known) => known.year === year && known.scope === scope);
    if (notice?.off.includes(on)) return false;
    if (notice?.work.includes(on)) return true;
  }
  const national = nationalNotice(year, arrangements);
  if (national?.off.includes(on)) return false;
  if (national?.work.includes(on)) return true;
  if (national || year < knownYears.from || year > knownYears.to) return !isWeekend(on);
  return chineseDays.isWorkday(on);
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
    provisional ||= !isKnownYear(yearOf(on), arrangements);
    if (isWorkingDay(on, place, arrangements)) left--;
  }
  return { on, provisional };
}

const nationalNotice = (year: number, arrangements: readonly Arrangement[]): Arrangement | undefined =>
  arrangements.findLast((known) => known.year === year && known.scope === 'national');

/** The national arrangement of a year from the package: weekdays off, and weekend days that are worked. */
export function shippedNational(year: number): Arrangement | undefined {
  if (year < knownYears.from || year > knownYears.to) return undefined;
  const days = daysBetween(`${year}-01-01`, `${year}-12-31`);
  return {
    year,
    scope: 'national',
    off: days.filter((on) => !isWeekend(on) && !chineseDays.isWorkday(on)),
    work: days.filter((on) => isWeekend(on) && chineseDays.isWorkday(on)),
    document: `国务院办公厅关于${year}年部分节假日安排的通知`,
  };
}
