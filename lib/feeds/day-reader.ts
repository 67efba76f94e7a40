import { addDays, type Day } from '../shared/day.ts';
import { isZeroDay } from '../shared/placeholders.ts';
import type { CellReader } from './cell-reader.ts';
import { type DayFault, readDay } from './read-day.ts';

/** Reads the days of one row. */
export interface DayReader<Column extends string> {
  /** A valid day in any spelling that authorities use. With `epoch` also milliseconds since 1970. */
  day(column: Column, options?: DayOptions): Day | undefined;
  /**
   * A day that is given and not after `latest`, the day of receipt. One that comes within `daysAhead` days waits for that
   * day.
   */
  pastDay(column: Column, latest: Day, options?: DayOptions): Day | undefined;
  /** The same of a day that need not be given. 长期, and a day of 2099 or later, say that there is none. */
  pastDayIfAny(column: Column, latest: Day, options?: DayOptions): Day | undefined;
  /** A last day. Undefined also for 长期, written in words or as the year 2099 or later. */
  lastDay(column: Column, options?: DayOptions): Day | undefined;
}

export interface DayOptions {
  readonly epoch?: boolean;
}

/**
 * Days after receipt within which a day is taken for a sender's clock that is ahead, or for midnight. Such a row waits
 * and is read again on that day. A day further ahead is a mistake in writing.
 */
const daysAhead = 7;

const dayMessages: Readonly<Record<DayFault, string>> = {
  'date-ambiguous':
    'This can be read as more than one day. Write YYYY-MM-DD, the year with four digits and first.',
  'not-a-date': 'This is no date of the calendar. Write YYYY-MM-DD, the year with four digits.',
  'date-serial':
    'The cell holds the serial number of a day. Format the column as a date, or write YYYY-MM-DD.',
};

const earliest = '1980-01-01';
const foreverFrom = '2099-01-01';
const forever = new Set(['长期', '永久', '长期有效', '无期限', '无固定期限']);

const isForever = (text: string): boolean => forever.has(text.replace(/\s/g, ''));

export function createDayReader<Column extends string>(cells: CellReader<Column>): DayReader<Column> {
  const { values, agreed, filled, find, tell } = cells;
  /** Of several columns the first day that is understood. */
  const read = (column: Column, options?: DayOptions): Day | undefined => {
    const days = values(column).map(({ text }) => readDay(text, options));
    const known = days.flatMap((on) => (on.ok ? [on.value] : []));
    const [fault] = days.flatMap((on) => (on.ok ? [] : [on.error]));
    if (known.length > 0) return agreed(column, known);
    return fault && find(column, fault, dayMessages[fault]);
  };
  const reader: DayReader<Column> = {
    day(column, options) {
      const on = read(column, options);
      if (!on || !isZeroDay(on)) return on;
      for (const cell of values(column)) tell('says-none', cell);
      return undefined;
    },
    pastDay(column, latest, options) {
      if (!filled(column)) return undefined;
      const on = read(column, options);
      if (on === undefined) return undefined;
      if (on > latest)
        return on > addDays(latest, daysAhead)
          ? find(column, 'date-in-future', 'The day lies after the day of receipt. Correct it.')
          : find(column, 'date-not-yet', `The day comes after receipt. The row is read again on ${on}.`);
      return on < earliest
        ? find(column, 'date-out-of-bounds', `The day lies before ${earliest}. Correct it.`)
        : on;
    },
    pastDayIfAny(column, latest, options) {
      const said = values(column);
      const isNone = said.every((cell) => {
        const on = readDay(cell.text, options);
        const isZero = on.ok && isZeroDay(on.value);
        if (isZero) tell('says-none', cell);
        return isZero || isForever(cell.text) || (on.ok && on.value >= foreverFrom);
      });
      return isNone ? undefined : reader.pastDay(column, latest, options);
    },
    lastDay(column, options) {
      if (values(column).some(({ text }) => isForever(text))) return undefined;
      const on = reader.day(column, options);
      return on && on < foreverFrom ? on : undefined;
    },
  };
  return reader;
}
