import { arrangementsOf } from '../../lib/application/wiring/calendar.ts';
import {
  type Arrangement,
  arrangementFault,
  changedDays,
  daysBetween,
  isWeekend,
} from '../../lib/calendar/arrangement.ts';
import { awaitedHolidays } from '../../lib/calendar/holidays.ts';
import { shippedArrangements } from '../../lib/calendar/shipped.ts';
import { isKnownYear, isWorkingDay, noticesOf, shippedNational } from '../../lib/calendar/working-days.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Day } from '../../lib/shared/day.ts';
import type { CalendarNotice, CalendarStore } from '../../lib/store/calendar-store.ts';
import type { CalendarAnswer, NoticeAnswer } from '../../schemas/calendar.ts';

/** A year from a path. @throws Problem 404 */
export function yearIn(text: string | undefined): number {
  const year = /^\d{4}$/.test(text ?? '') ? Number(text) : 0;
  if (year < 2004 || year > 2100)
    throw new Problem(404, 'unknown-year', 'The year must be one from 2004 to 2100.');
  return year;
}

/** The arrangements and the number of working days that are known of a year. */
export async function showYear(
  year: number,
  division: string | undefined,
  calendar: CalendarStore,
): Promise<CalendarAnswer> {
  const notices = await calendar.list();
  const arrangements = await arrangementsOf({ list: async () => notices });
  const isOf = (known: Arrangement): boolean => known.year === year;
  const days = daysBetween(`${year}-01-01`, `${year}-12-31`);
  const isWorked = (on: Day): boolean => isWorkingDay(on, { division }, arrangements);
  return {
    year,
    isKnown: isKnownYear(year, arrangements),
    awaited: awaitedHolidays(year, division, arrangements).map(({ name, scope, within }) => ({
      name,
      scope,
      ...within(year),
    })),
    arrangements: [
      ...shippedOf(year)
        .filter(isOf)
        .map((known) => viewOf(known, 'shipped')),
      ...notices.filter(isOf).map((notice) => ({
        ...viewOf(notice, 'notice'),
        edition: notice.edition,
        by: notice.by,
        at: notice.at,
      })),
    ],
    ...(division !== undefined && {
      place: {
        division,
        off: days.filter((on) => !isWeekend(on) && !isWorked(on)),
        work: days.filter((on) => isWeekend(on) && isWorked(on)),
      },
    }),
  };
}

/** The arrangements of a year that are part of the product, without notices that were added. */
const shippedOf = (year: number): Arrangement[] => {
  const national = shippedNational(year);
  return [...(national ? [national] : []), ...shippedArrangements];
};

const viewOf = (
  { scope, off, work, takesBack = [], replaces, document }: Arrangement,
  source: 'shipped' | 'notice',
) => ({
  scope,
  source,
  document,
  off: [...off],
  work: [...work],
  ...(takesBack.length > 0 && { takesBack: [...takesBack] }),
  ...(replaces && { replaces }),
});

/**
 * Adds a notice of days off to those of its scope and year. Adding the same notice again changes nothing.
 * @throws Problem 400, 409
 */
export async function addNotice(
  notice: Omit<CalendarNotice, 'edition'>,
  calendar: CalendarStore,
): Promise<Omit<NoticeAnswer, 'deadlines'>> {
  const { year, scope } = notice;
  const added = (await calendar.list()).filter((known) => known.year === year && known.scope === scope);
  const before = noticesOf(year, scope, [...shippedArrangements, ...added]);
  const fault = arrangementFault(notice, before);
  if (fault) throw new Problem(400, 'invalid-notice', `${fault}. Correct the notice.`);
  const edition = added.at(-1)?.edition ?? 0;
  const changes = changedDays(before, notice);
  const isSame =
    added.some(({ document }) => document === notice.document) &&
    Object.values(changes).every((days) => days.length === 0);
  if (isSame) return { year, scope, edition, changes };
  if (!(await calendar.add({ ...notice, edition: edition + 1 }))) {
    throw new Problem(
      409,
      'calendar-moved',
      'Another notice of this year was added just now. Look at the year again.',
    );
  }
  return { year, scope, edition: edition + 1, changes };
}
