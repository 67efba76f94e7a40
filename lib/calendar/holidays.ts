import { addDays, type Day, day, yearOf } from '../shared/day.ts';
import type { Arrangement, Scope } from './arrangement.ts';

/**
 * A holiday of the region or of a prefecture that comes every year. Its days off are known only when the authority of
 * its place announces them; until then a deadline that passes over it may move.
 */
export interface RegionalHoliday {
  readonly name: string;
  /** The region, or the one prefecture that has it. */
  readonly scope: Scope;
  /** The days within which its days off lie. */
  readonly within: (year: number) => { readonly from: Day; readonly to: Day };
}

/** The first day of 藏历新年, where it is known; in other years it lies between the beginning of February and 10 March. */
const newYears: Readonly<Record<number, string>> = {
  2023: '2023-02-21',
  2024: '2024-02-10',
  2025: '2025-02-28',
  2026: '2026-02-18',
  2027: '2027-02-07',
};

/** Days off have begun up to three days before the first day of the year and ended up to eight days after it. */
function newYearWithin(year: number): { from: Day; to: Day } {
  const first = newYears[year];
  if (first === undefined) return { from: day(`${year}-01-29`), to: day(`${year}-03-18`) };
  return { from: addDays(day(first), -3), to: addDays(day(first), 8) };
}

const holidays: readonly RegionalHoliday[] = [
  { name: '藏历新年', scope: '54', within: newYearWithin },
  {
    name: '西藏百万农奴解放纪念日',
    scope: '54',
    within: (year) => ({ from: day(`${year}-03-28`), to: day(`${year}-03-28`) }),
  },
  {
    // From the 30th day of the sixth Tibetan month on: between the end of July and the beginning of September.
    name: '雪顿节',
    scope: '5401',
    within: (year) => ({ from: day(`${year}-07-28`), to: day(`${year}-09-10`) }),
  },
];

/** Scopes whose holidays a place has. Outside the region there are none. */
export const regionalScopes = (division: string | undefined): readonly Scope[] =>
  division === undefined ? ['54'] : division.startsWith('54') ? [division.slice(0, 4), '54'] : [];

/** The holidays of a place and year of which no notice of the region or the prefecture has named a day. */
export function awaitedHolidays(
  year: number,
  division: string | undefined,
  arrangements: readonly Arrangement[],
): RegionalHoliday[] {
  const scopes = regionalScopes(division);
  const named = arrangements
    .filter((known) => known.year === year && scopes.includes(known.scope))
    .flatMap(({ off, work, takesBack = [] }) => [...off, ...work, ...takesBack]);
  return holidays.filter(({ scope, within }) => {
    const { from, to } = within(year);
    return scopes.includes(scope) && !named.some((on) => from <= on && on <= to);
  });
}

/** Whether a day may become a day off, because a holiday around it is not announced yet. */
export const mayBecomeOff = (
  on: Day,
  division: string | undefined,
  arrangements: readonly Arrangement[],
): boolean =>
  awaitedHolidays(yearOf(on), division, arrangements).some(({ within }) => {
    const { from, to } = within(yearOf(on));
    return from <= on && on <= to;
  });
