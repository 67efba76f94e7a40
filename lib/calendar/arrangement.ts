import { addDays, type Day, day, yearOf } from '../shared/day.ts';

/** Whose days: the nation's, the region's (`54`), or a prefecture's (the first four digits of its division, `5401`). */
export type Scope = 'national' | (string & { readonly __scope?: unique symbol });

/** Days off and make-up working days of a year (放假调休安排), as one notice says them. */
export interface Arrangement {
  readonly year: number;
  readonly scope: Scope;
  readonly off: readonly Day[];
  /** Days of a weekend that are worked. */
  readonly work: readonly Day[];
  /** Number or name of the notice. */
  readonly document: string;
}

/** Why a notice cannot be taken; undefined when it can. */
export function arrangementFault({
  year,
  scope,
  off,
  work,
}: Omit<Arrangement, 'document'>): string | undefined {
  if (scope !== 'national' && !/^54(\d{2})?$/.test(scope))
    return 'scope: national, 54 for the region, or four digits of a prefecture';
  const strange = [...off, ...work].find((on) => yearOf(on) !== year);
  if (strange) return `${strange} is not in ${year}`;
  const twice = off.find((on) => work.includes(on));
  if (twice) return `${twice} is both a day off and a working day`;
  const weekday = work.find((on) => !isWeekend(on) && scope === 'national');
  if (weekday) return `${weekday} is a weekday: it is worked without being said`;
  return undefined;
}

export const isWeekend = (on: Day): boolean => [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());

/** Every day from the first to the last one. */
export function daysBetween(from: string, to: string): Day[] {
  const days: Day[] = [];
  for (let on = day(from); on <= to; on = addDays(on, 1)) days.push(on);
  return days;
}

/** What a newer notice of a year changes against the one before. */
export function changedDays(before: Arrangement | undefined, after: Arrangement) {
  const added = (now: readonly Day[], then: readonly Day[] = []) => now.filter((on) => !then.includes(on));
  return {
    offAdded: added(after.off, before?.off),
    offRemoved: before ? added(before.off, after.off) : [],
    workAdded: added(after.work, before?.work),
    workRemoved: before ? added(before.work, after.work) : [],
  };
}
