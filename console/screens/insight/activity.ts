import type { AnswerOf } from '../../api/operation-types.ts';

export type Count = AnswerOf<'GET /v1/receipts/counts'>['counts'][number];

/** What an agency asked in a period, by day. */
export interface AgencyActivity {
  readonly agency: string;
  readonly receipts: number;
  readonly subjects: number;
  readonly disclosed: number;
  /** Subjects asked for on its busiest day. */
  readonly most: number;
  /** Days on which it asked for unusually many, oldest first. */
  readonly unusual: readonly string[];
}

/** A day is unusual above this many times the median of the agency's other days, and from this number of subjects on. */
export const unusualTimes = 3;
export const unusualFrom = 20;

const sumOf = (counts: readonly Count[], of: (count: Count) => number): number =>
  counts.reduce((sum, count) => sum + of(count), 0);

/** Subjects asked for by day; days without a query are absent. */
export function subjectsByDay(counts: readonly Count[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { day, subjects } of counts) days.set(day, (days.get(day) ?? 0) + subjects);
  return days;
}

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
};

/** The days on which far more was asked for than on the others. The only day of an agency has nothing beside it: 0. */
export const unusualDays = (days: ReadonlyMap<string, number>): string[] =>
  [...days]
    .filter(([day, subjects]) => {
      const others = [...days].filter(([other]) => other !== day).map(([, count]) => count);
      return subjects >= unusualFrom && subjects > unusualTimes * medianOf(others);
    })
    .map(([day]) => day)
    .sort();

/** Each agency with what it asked, those with unusual days first, then who asked for most. */
export function activityOf(counts: readonly Count[]): AgencyActivity[] {
  const agencies = [...new Set(counts.map(({ agency }) => agency))];
  return agencies
    .map((agency) => {
      const own = counts.filter((count) => count.agency === agency);
      const days = subjectsByDay(own);
      return {
        agency,
        receipts: sumOf(own, ({ receipts }) => receipts),
        subjects: sumOf(own, ({ subjects }) => subjects),
        disclosed: sumOf(own, ({ disclosed }) => disclosed),
        most: Math.max(0, ...days.values()),
        unusual: unusualDays(days),
      };
    })
    .sort((a, b) => b.unusual.length - a.unusual.length || b.subjects - a.subjects);
}

const dayMilliseconds = 86_400_000;

/** Every day of a period with its number; none for a period that is not one. */
export function seriesOf(
  { from, to }: { from: string; to: string },
  days: ReadonlyMap<string, number>,
): { day: string; subjects: number }[] {
  const first = Date.parse(`${from}T00:00:00Z`);
  const length = Math.round((Date.parse(`${to}T00:00:00Z`) - first) / dayMilliseconds) + 1;
  return Array.from({ length: Math.max(0, length) }, (_, index) => {
    const day = new Date(first + index * dayMilliseconds).toISOString().slice(0, 10);
    return { day, subjects: days.get(day) ?? 0 };
  });
}
