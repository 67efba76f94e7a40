import { Decimal } from 'decimal.js';
import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type { RowFinding } from '../../schemas/record.ts';
import type { Day } from '../shared/day.ts';
import { type IdentifierFault, normaliseIdentifier } from '../shared/identifiers.ts';
import type { Scheme } from '../shared/scheme.ts';
import { type DayFault, readDay } from './read-day.ts';
import { type AmountUnit, type MoneyFault, plainDecimal, readMoney, unitOfHeader } from './read-money.ts';

/**
 * Reads the cells of one row. A value that is not understood becomes a finding that names the column, never the value.
 */
export interface RowReader<Column extends string> {
  /** Trimmed text; empty when the file lacks the column. */
  text(column: Column): string;
  /** True when the column contains something visible. */
  has(column: Column): boolean;
  required(column: Column): string | undefined;
  /** A valid day in any spelling that authorities use. With `epoch` also milliseconds since 1970. */
  day(column: Column, options?: DayOptions): Day | undefined;
  /** A day that is given and not after `latest`. */
  pastDay(column: Column, latest: Day, options?: DayOptions): Day | undefined;
  /** A last day. Undefined also for 长期, written in words or as the year 2099 or later. */
  lastDay(column: Column, options?: DayOptions): Day | undefined;
  /** A decimal of at least 0, as canonical text. */
  amount(column: Column, options?: { atMost?: number }): string | undefined;
  /** An amount of at least 0 in CNY, in the unit of the column's name, or in `unit` when it names none. */
  money(column: Column, unit: AmountUnit): Decimal | undefined;
  decimal(column: Column): string | undefined;
  count(column: Column): number | undefined;
  oneOf<Value>(column: Column, words: ReadonlyMap<string, Value>): Value | undefined;
  identifier(column: Column, scheme: Scheme): string | undefined;
  /** Adds a finding about the row or one of its columns. */
  find(column: Column | undefined, code: RowFindingCode, message: string): undefined;
  /** Returns a finding without adding it: the row continues as a candidate. */
  finding(column: Column, code: RowFindingCode, message: string): RowFinding;
  readonly findings: readonly RowFinding[];
}

export interface DayOptions {
  readonly epoch?: boolean;
}

type Words = readonly [code: RowFindingCode, message: string];

export const identifierMessages: Readonly<Record<IdentifierFault, Words>> = {
  masked: ['masked-identifier', 'The number is masked. Send it in full.'],
  mangled: [
    'mangled-identifier',
    'A spreadsheet turned the number into a power of ten. Format the column as text.',
  ],
  shape: ['invalid-identifier', 'The number has not the form of its kind. Check length and characters.'],
  'check-digit': [
    'check-digit',
    'The check digit does not fit. Check the number against the document; of a long number a spreadsheet keeps 15 digits only.',
  ],
  'birth-date': ['invalid-identifier', 'The birth date in the number is no date. Check the number.'],
};

const dayMessages: Readonly<Record<DayFault, string>> = {
  'not-a-date': 'This is no date of the calendar. Write YYYY-MM-DD, the year with four digits.',
  'date-serial':
    'The cell holds the serial number of a day. Format the column as a date, or write YYYY-MM-DD.',
};

const moneyMessages: Readonly<Record<MoneyFault, string>> = {
  'not-a-number': 'This is no plain decimal number. Write digits only.',
  'negative-amount': 'An amount is never below 0. Write what was imposed; take a decision back by its state.',
  'unit-mismatch': 'The cell names another unit than its column. Write the amount in the unit of the column.',
};

const earliest = '1980-01-01';
const foreverFrom = '2099-01-01';
const forever = new Set(['长期', '永久', '长期有效', '无期限', '无固定期限']);

const visible = (text: string): string => text.replace(/\p{Cf}/gu, '').trim();

export function createRowReader<Column extends string>(
  cells: readonly string[],
  places: ReadonlyMap<string, { index: number; name: string }>,
): RowReader<Column> {
  const findings: RowFinding[] = [];
  /** Undefined when the file lacks the column. The message then says what to add. */
  const nameOf = (column: Column): string | undefined => places.get(column)?.name;
  const text = (column: Column): string => {
    const place = places.get(column);
    // An answer file puts an apostrophe before a cell that a spreadsheet would run as a formula. It is removed here.
    return place ? (cells[place.index] ?? '').trim().replace(/^'(?=[=+@＝＋－＠-])/, '') : '';
  };
  const has = (column: Column): boolean => visible(text(column)) !== '';
  const finding = (column: Column, code: RowFindingCode, message: string): RowFinding => {
    const name = nameOf(column);
    return { ...(name !== undefined && { column: name }), code, message };
  };
  const find = (column: Column | undefined, code: RowFindingCode, message: string): undefined => {
    findings.push(column === undefined ? { code, message } : finding(column, code, message));
  };
  const figure = (column: Column, shape: RegExp): Decimal | undefined => {
    if (!has(column)) return undefined;
    const written = plainDecimal(text(column)).replace(/[元¥￥]/g, '');
    if (/^-/.test(written) && shape === unsigned)
      return find(column, 'negative-amount', moneyMessages['negative-amount']);
    return shape.test(written)
      ? new Decimal(written)
      : find(column, 'not-a-number', moneyMessages['not-a-number']);
  };
  const reader: RowReader<Column> = {
    text,
    has,
    required: (column) =>
      has(column) ? text(column) : find(column, 'value-missing', 'This column must be filled.'),
    day(column, options) {
      if (!has(column)) return undefined;
      const on = readDay(text(column), options);
      return on.ok ? on.value : find(column, on.error, dayMessages[on.error]);
    },
    pastDay(column, latest, options) {
      if (reader.required(column) === undefined) return undefined;
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
    amount(column, { atMost = 1e10 } = {}) {
      const found = figure(column, unsigned);
      if (found === undefined) return undefined;
      return found.gt(atMost)
        ? find(
            column,
            'amount-out-of-bounds',
            'The amount is beyond anything seen. Is the unit right (元, 万元)?',
          )
        : found.toFixed();
    },
    money(column, unit) {
      if (!has(column)) return undefined;
      const found = readMoney(text(column), { header: unitOfHeader(nameOf(column) ?? ''), otherwise: unit });
      return typeof found === 'string' ? find(column, found, moneyMessages[found]) : found;
    },
    decimal: (column) => figure(column, signed)?.toFixed(),
    count(column) {
      const found = figure(column, unsigned);
      if (found === undefined) return undefined;
      const isCount = found.isInteger() && found.gte(1) && found.lte(100_000);
      return isCount ? found.toNumber() : find(column, 'not-a-count', 'This must be a whole number from 1.');
    },
    oneOf(column, words) {
      const written = visible(text(column)).normalize('NFKC').replace(/\s/g, '').toLowerCase();
      return (
        words.get(written) ??
        find(column, 'unknown-value', 'This value is not on the list of the column. Use one that is.')
      );
    },
    identifier(column, scheme) {
      const written = reader.required(column);
      if (written === undefined) return undefined;
      const parsed = normaliseIdentifier(scheme, written);
      return parsed.ok ? parsed.value : find(column, ...identifierMessages[parsed.error]);
    },
    find,
    finding,
    findings,
  };
  return reader;
}

const unsigned = /^\d{1,15}(\.\d{1,10})?$/;
const signed = /^-?\d{1,15}(\.\d{1,10})?$/;
