import { addDays, type Day, day, yearOf } from '../shared/day.ts';

/**
 * Whose days they are: the nation's, the region's (`54`), or a prefecture's (first four digits of its division,
 * `5401`).
 */
export type Scope = 'national' | (string & { readonly __scope?: unique symbol });

/** Days off and make-up working days of a year (放假调休安排), from one notice. */
export interface Arrangement {
  readonly year: number;
  readonly scope: Scope;
  readonly off: readonly Day[];
  /** Weekend days that are worked. */
  readonly work: readonly Day[];
  /** Number or name of the notice. */
  readonly document: string;
}

/** The region's prefectures: the first four digits of their divisions (GB/T 2260). */
const prefectures: readonly string[] = ['5401', '5402', '5403', '5404', '5405', '5406', '5425'];

/** Why a notice is refused; undefined if it is valid. */
export function arrangementFault({
  year,
  scope,
  off,
  work,
}: Omit<Arrangement, 'document'>): string | undefined {
  if (scope !== 'national' && scope !== '54' && !prefectures.includes(scope))
    return `scope: national, 54 for the region, or a prefecture: ${prefectures.join(', ')}`;
  if (scope === 'national' && off.length === 0)
    return 'off: the nation has days off every year; without them the year stays unknown';
  const strange = [...off, ...work].find((on) => yearOf(on) !== year);
  if (strange) return `${strange} is not in ${year}`;
  const all = [...off, ...work];
  const twice = all.find((on, index) => all.indexOf(on) !== index);
  if (twice) return `${twice} is named twice`;
  const weekday = work.find((on) => !isWeekend(on) && scope === 'national');
  if (weekday) return `${weekday} is a weekday: it is worked without being said`;
  return undefined;
}

export const isWeekend = (on: Day): boolean => [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());

/** Every day from `from` to `to`, both included. */
export function daysBetween(from: string, to: string): Day[] {
  const days: Day[] = [];
  for (let on = day(from); on <= to; on = addDays(on, 1)) days.push(on);
  return days;
}

/** The differences between a newer notice of a year and the previous one. */
export function changedDays(before: Arrangement | undefined, after: Arrangement) {
  const added = (now: readonly Day[], then: readonly Day[] = []) => now.filter((on) => !then.includes(on));
  return {
    offAdded: added(after.off, before?.off),
    offRemoved: before ? added(before.off, after.off) : [],
    workAdded: added(after.work, before?.work),
    workRemoved: before ? added(before.work, after.work) : [],
  };
}
