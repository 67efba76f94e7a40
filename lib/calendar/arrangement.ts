import { addDays, type Day, day, yearOf } from '../shared/day.ts';

/**
 * Whose days they are: the nation's, the region's (`54`), or a prefecture's (first four digits of its division,
 * `5401`).
 */
export type Scope = 'national' | (string & { readonly __scope?: unique symbol });

/**
 * What one notice says of a year (放假调休安排). The notices of one scope and year add up in their order: each adds or takes
 * back single days.
 */
export interface Arrangement {
  readonly year: number;
  readonly scope: Scope;
  readonly off: readonly Day[];
  /** Weekend days that are worked. */
  readonly work: readonly Day[];
  /** Days that earlier notices of the scope named, off or worked, and that no longer are. */
  readonly takesBack?: readonly Day[] | undefined;
  /** A notice that an earlier release took. It had replaced everything before it, and still does. */
  readonly replaces?: boolean | undefined;
  /** Number or name of the notice. */
  readonly document: string;
}

/** The region's prefectures: the first four digits of their divisions (GB/T 2260). */
const prefectures: readonly string[] = ['5401', '5402', '5403', '5404', '5405', '5406', '5425'];

/** Why a notice is refused; undefined if it is valid. `before`: the notices of its scope and year, in their order. */
export function arrangementFault(
  notice: Omit<Arrangement, 'document'>,
  before: readonly Arrangement[] = [],
): string | undefined {
  const { year, scope, off, work, takesBack = [] } = notice;
  if (scope !== 'national' && scope !== '54' && !prefectures.includes(scope))
    return `scope: national, 54 for the region, or a prefecture: ${prefectures.join(', ')}`;
  if (scope === 'national' && off.length === 0 && before.length === 0)
    return 'off: the nation has days off every year; without them the year stays unknown';
  const all = [...off, ...work, ...takesBack];
  if (all.length === 0) return 'off: the notice names no day';
  const strange = all.find((on) => yearOf(on) !== year);
  if (strange) return `${strange} is not in ${year}`;
  const twice = all.find((on, index) => all.indexOf(on) !== index);
  if (twice) return `${twice} is named twice`;
  const weekday = work.find((on) => !isWeekend(on) && scope === 'national');
  if (weekday) return `${weekday} is a weekday: it is worked without being said`;
  const unsaid = takesBack.find((on) => !daysSaidBy(before).has(on) && !isTakenBack(on, before));
  if (unsaid) return `${unsaid} cannot be taken back: no notice of ${scope} in ${year} names it`;
  return undefined;
}

const isTakenBack = (on: Day, notices: readonly Arrangement[]): boolean =>
  notices.some(({ takesBack = [] }) => takesBack.includes(on));

/** What the notices of one scope and year say of its days together. A day that was taken back is not among them. */
export function daysSaidBy(notices: readonly Arrangement[]): ReadonlyMap<Day, 'off' | 'work'> {
  const said = new Map<Day, 'off' | 'work'>();
  for (const { off, work, takesBack = [], replaces } of notices) {
    if (replaces) said.clear();
    for (const on of takesBack) said.delete(on);
    for (const on of off) said.set(on, 'off');
    for (const on of work) said.set(on, 'work');
  }
  return said;
}

export const isWeekend = (on: Day): boolean => [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());

/** Every day from `from` to `to`, both included. */
export function daysBetween(from: string, to: string): Day[] {
  const days: Day[] = [];
  for (let on = day(from); on <= to; on = addDays(on, 1)) days.push(on);
  return days;
}

/** The days that a further notice changes. `before`: the notices of its scope and year, in their order. */
export function changedDays(before: readonly Arrangement[], further: Arrangement) {
  const [then, now] = [daysSaidBy(before), daysSaidBy([...before, further])];
  const named = (of: ReadonlyMap<Day, string>, as: string, unlike: ReadonlyMap<Day, string>): Day[] =>
    [...of].filter(([on, said]) => said === as && unlike.get(on) !== as).map(([on]) => on);
  return {
    offAdded: named(now, 'off', then),
    offRemoved: named(then, 'off', now),
    workAdded: named(now, 'work', then),
    workRemoved: named(then, 'work', now),
  };
}
