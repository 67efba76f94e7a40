import type { Day } from '../shared/day.ts';
import { type CellReader, visible } from './cell-reader.ts';
import { type DayFault, readDay } from './read-day.ts';

/** Reads the days of one row. */
export interface DayReader<Column extends string> {
  /** A valid day in any spelling that authorities use. With `epoch` also milliseconds since 1970. */
  day(column: Column, options?: DayOptions): Day | undefined;
  /** A day that is given and not after `latest`. */
  pastDay(column: Column, latest: Day, options?: DayOptions): Day | undefined;
  /** A last day. Undefined also for 长期, written in words or as the year 2099 or later. */
  lastDay(column: Column, options?: DayOptions): Day | undefined;
}

export interface DayOptions {
  readonly epoch?: boolean;
}

const dayMessages: Readonly<Record<DayFault, string>> = {
  'not-a-date': 'This is no date of the calendar. Write YYYY-MM-DD, the year with four digits.',
  'date-serial':
    'The cell holds the serial number of a day. Format the column as a date, or write YYYY-MM-DD.',
};

const earliest = '1980-01-01';
const foreverFrom = '2099-01-01';
const forever = new Set(['长期', '永久', '长期有效', '无期限', '无固定期限']);

export function createDayReader<Column extends string>({
  text,
  has,
  required,
  find,
}: CellReader<Column>): DayReader<Column> {
  const reader: DayReader<Column> = {
    day(column, options) {
      if (!has(column)) return undefined;
      const on = readDay(text(column), options);
      return on.ok ? on.value : find(column, on.error, dayMessages[on.error]);
    },
    pastDay(column, latest, options) {
      if (required(column) === undefined) return undefined;
      const on = reader.day(column, options);
      if (on === undefined) return undefined;
      if (on > latest)
        return find(column, 'date-in-future', 'The day lies after the day of receipt. Correct it.');
      return on < earliest
        ? find(column, 'date-out-of-bounds', `The day lies before ${earliest}. Correct it.`)
        : on;
    },
    lastDay(column, options) {
      if (forever.has(visible(text(column)))) return undefined;
      const on = reader.day(column, options);
      return on && on < foreverFrom ? on : undefined;
    },
  };
  return reader;
}
