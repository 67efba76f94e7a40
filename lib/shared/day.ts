/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`; compares and sorts as text. */
export type Day = string & { readonly __day: unique symbol };

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day, if the text is a real date in the form `YYYY-MM-DD`; otherwise undefined. */
export function parseDay(text: string): Day | undefined {
  const match = dayPattern.exec(text);
  if (!match) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? (text as Day) : undefined;
}

/**
 * The day of a text that is known to be one (data files, tests).
 * @throws RangeError for any other text
 */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new RangeError(`not a day: ${text}`);
  return parsed;
}

/** The day on which an instant falls in Asia/Shanghai. */
export const dayOf = (instant: Date): Day => shanghai.format(instant) as Day;

/** The first instant of a day in Asia/Shanghai (UTC+8 all year). */
export const startOf = (on: Day): Date => new Date(`${on}T00:00:00+08:00`);

export const yearOf = (on: Day): number => Number(on.slice(0, 4));

export const addDays = (on: Day, count: number): Day => {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10) as Day;
};

/** The same day some months later; in a month that is too short, its last day. */
export function addMonths(on: Day, count: number): Day {
  const [year, month, dayOfMonth] = on.split('-').map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate();
  const date = new Date(Date.UTC(year, month - 1 + count, Math.min(dayOfMonth, lastDay)));
  return date.toISOString().slice(0, 10) as Day;
}

/** The later of two days. */
export const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

export const earlierOf = (a: Day, b: Day): Day => (a > b ? b : a);
