import { type Day, dayOf, parseDay } from '../shared/day.ts';
import { err, ok, type Result } from '../shared/result.ts';

export type DayFault = 'not-a-date' | 'date-ambiguous' | 'date-serial';

const shapes = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/,
  /^(\d{4})()(\d{2})(\d{2})$/,
  /^(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]$/,
];
const timeOfDay =
  /(?<=.{8})[ T](?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?|24:00(?::00(?:\.0+)?)?)$/;
const withZone = /^(\d{4}-\d{2}-\d{2})T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;
const epochMilliseconds = /^\d{13}$/;
/** What a spreadsheet stores for days from 1954 to 2173. */
const serialNumber = /^[2-9]\d{4}(?:\.\d+)?$/;

/**
 * The day that a text states, in any spelling of `YYYY-M-D`, `YYYY/MM/DD`, `YYYY.M.D`, `YYYYMMDD` or `YYYY年M月D日`, with
 * or without a time of day, or as an instant with a time zone. Milliseconds since 1970 are read only where the template
 * documents them (`epoch`).
 */
export function readDay(text: string, { epoch = false } = {}): Result<Day, DayFault> {
  const tidy = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s*([年月])\s*/gu, '$1')
    .replace(/\s+(?=[日号])/gu, '')
    .trim();
  if (epoch && epochMilliseconds.test(tidy)) return ok(dayOf(new Date(Number(tidy))));
  const instant = withZone.exec(tidy);
  if (instant) return dayOfInstant(tidy, instant[1] ?? '');
  const date = tidy.replace(timeOfDay, '').replace(/^(\d{8})\d{6}$/, '$1');
  for (const shape of shapes) {
    const match = shape.exec(date);
    if (match) {
      const written = `${match[1]}-${match[3]?.padStart(2, '0')}-${match[4]?.padStart(2, '0')}`;
      return known(parseDay(written));
    }
  }
  return err(serialNumber.test(tidy) ? 'date-serial' : 'not-a-date');
}

/** The day of an instant. Programs that write JSON turn a day into midnight of another time zone. */
function dayOfInstant(text: string, date: string): Result<Day, DayFault> {
  const instant = new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return known(parseDay(date) && !Number.isNaN(instant.getTime()) ? dayOf(instant) : undefined);
}

const known = (on: Day | undefined): Result<Day, DayFault> => (on ? ok(on) : err('not-a-date'));
