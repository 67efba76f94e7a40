import type { AnswerOf } from '../../api/operation-types.ts';

type Place = NonNullable<AnswerOf<'GET /v1/calendar/{year}'>['place']>;

/** `2026-03`, and its days as weeks that begin on Monday; days of other months are undefined. */
export function weeksOf(month: string): (string | undefined)[][] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = new Date(Date.UTC(year, number - 1, 1));
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const before = (first.getUTCDay() + 6) % 7;
  const cells = [
    ...Array<undefined>(before).fill(undefined),
    ...Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`),
  ];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => cells[week * 7 + day]),
  );
}

/** The month before or after. */
export function monthBy(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Whether a day is a working day of the place (工作日). */
export function isWorkingDay(day: string, { off, work }: Pick<Place, 'off' | 'work'>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? work.includes(day) : !off.includes(day);
}

const daysMost = 400;

/** Working days from the day after one until another, both of days that the calendar has; negative when it is past. */
export function workingDaysTo(from: string, to: string, place: Pick<Place, 'off' | 'work'>): number {
  if (to < from) return -workingDaysTo(to, from, place);
  let count = 0;
  let day = from;
  for (let left = daysMost; day < to && left > 0; left--) {
    day = nextDay(day);
    if (isWorkingDay(day, place)) count++;
  }
  return count;
}
