import { type Day, dayOf, parseDay } from '../shared/day.ts';
import { remembered } from '../shared/remembered.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { isAmbiguous, spelledDay, wrappedDay } from './day-spellings.ts';

export type DayFault = 'not-a-date' | 'date-ambiguous' | 'date-serial';

const shapes = [
  /^(\d{4})([-/.])\2?(\d{1,2})\2{1,2}(\d{1,2})$/,
  /^(\d{4})()(\d{2})(\d{2})$/,
  /^(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})([ _,、\\])(\d{1,2})\2(\d{1,2})$/,
];
const half = '(?:上午|下午|凌晨|中午|晚上|AM|PM)?';
const withTime = new RegExp(
  `(?<=.{8})[ T]?${half}\\s*(?:(?:[01]?\\d|2[0-3])[:时点][0-5]\\d分?(?:[:]?[0-5]\\d(?:[.,]\\d+)?秒?)?|(?:[01]?\\d|2[0-3])[时点]整?|24:00(?::00(?:\\.0+)?)?)\\s*${half}$`,
  'i',
);
const weekday = /\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?(?=\s|$)/;
const compact = /^(\d{8})(?:[ T]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{3})?)?)$/;
const withZone =
  /^(\d{4}-\d{2}-\d{2})[T ][\d:.]+\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)(?:\[[\w/]+\]|\s(?:UTC|CST))?$/;
const epochMilliseconds = /^\d{13}$/;
/** Up to the year 2033; what begins with 19 is a day with an hour. */
const epochSeconds = /^1[0-8]\d{8}$/;
/** What a spreadsheet stores for days from 1954 to 2173. */
const serialNumber = /^[2-9]\d{4}(?:\.\d+)?$/;

/**
 * The day that a text states, in any spelling of which there is one reading: year first, with or without a time of day, an
 * instant with its zone, and what databases and programs write (`day-spellings.ts`). Milliseconds and seconds since 1970
 * are read only where the template documents them (`epoch`).
 */
export const readDay = (text: string, { epoch = false } = {}): Result<Day, DayFault> =>
  epoch ? dayOrEpoch(text) : dayAlone(text);

const dayAlone = remembered((text) => dayIn(text, false));
const dayOrEpoch = remembered((text) => dayIn(text, true));

function dayIn(text: string, epoch: boolean): Result<Day, DayFault> {
  if (text.length > longest) return err('not-a-date');
  const tidy = wrappedDay(
    text
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .trim(),
  )
    .replace(/\s*([年月/.-])\s*(?=\d)/gu, '$1')
    .replace(/\s+(?=[年月日号/.-])/gu, '')
    .replace(/[.。;；]$/, '')
    .trim();
  if (epoch && epochMilliseconds.test(tidy)) return ok(dayOf(new Date(Number(tidy))));
  if (epoch && epochSeconds.test(tidy)) return ok(dayOf(new Date(Number(tidy) * 1000)));
  const instant = withZone.exec(tidy);
  if (instant) return dayOfInstant(tidy, instant[1] ?? '');
  const date = tidy.replace(weekday, '').replace(withTime, '').replace(compact, '$1').trim();
  for (const shape of shapes) {
    const match = shape.exec(date);
    if (match) return known(dayOfParts(match));
  }
  const spelled = spelledDay(text.normalize('NFKC').trim());
  if (spelled) return ok(spelled);
  if (isAmbiguous(tidy)) return err('date-ambiguous');
  return err(serialNumber.test(tidy) ? 'date-serial' : 'not-a-date');
}

/** The longest spelling is that of a browser, with the name of the zone. */
const longest = 100;

const dayOfParts = ([, year, , month = '', date = '']: RegExpExecArray): Day | undefined =>
  parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);

/** The day of an instant. Programs that write JSON turn a day into midnight of another time zone. */
function dayOfInstant(text: string, date: string): Result<Day, DayFault> {
  const at = new Date(
    text
      .replace(/\[[\w/]+\]$|(?<=[+-]\d{4})\s(?:UTC|CST)$/, '')
      .replace(/\s*(?:UTC|GMT)$/, 'Z')
      .replace(/(\d)\s+(?=[+-]\d{2})/, '$1')
      .replace(' ', 'T')
      .replace(/([+-]\d{2})(\d{2})?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`),
  );
  return known(parseDay(date) && !Number.isNaN(at.getTime()) ? dayOf(at) : undefined);
}

const known = (on: Day | undefined): Result<Day, DayFault> => (on ? ok(on) : err('not-a-date'));
