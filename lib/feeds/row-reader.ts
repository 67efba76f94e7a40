import { Decimal } from 'decimal.js';
import type { RowFinding } from '../../schemas/record.ts';
import type { Scheme } from '../shared/category.ts';
import { type Day, parseDay } from '../shared/day.ts';
import { type IdentifierFault, normaliseIdentifier } from '../shared/identifiers.ts';

/** Reads the cells of one row; what is not understood becomes a finding that names the column, never the value. */
export interface RowReader<Column extends string> {
  /** Trimmed text; empty when the column is not there. */
  text(column: Column): string;
  has(column: Column): boolean;
  required(column: Column): string | undefined;
  /** A real day in any of the spellings authorities use. */
  day(column: Column): Day | undefined;
  /** A day that is there and not after `latest`. */
  pastDay(column: Column, latest: Day): Day | undefined;
  /** A decimal of at least 0, as canonical text. */
  amount(column: Column, options?: { times?: number; atMost?: number }): string | undefined;
  decimal(column: Column): string | undefined;
  count(column: Column): number | undefined;
  oneOf<Value>(column: Column, words: ReadonlyMap<string, Value>): Value | undefined;
  identifier(column: Column, scheme: Scheme): string | undefined;
  find(column: Column | undefined, code: string, message: string): undefined;
  readonly findings: readonly RowFinding[];
}

const dayShapes = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$/,
  /^(\d{4})()(\d{2})(\d{2})$/,
  /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/,
];

/** The day a text says, in any spelling of `YYYY-M-D`, `YYYY/MM/DD`, `YYYY.M.D`, `YYYYMMDD`, `YYYY年M月D日`. */
export function readDay(text: string): Day | undefined {
  const tidy = text.normalize('NFKC').trim();
  for (const shape of dayShapes) {
    const match = shape.exec(tidy);
    if (match) return parseDay(`${match[1]}-${match[3]?.padStart(2, '0')}-${match[4]?.padStart(2, '0')}`);
  }
  return undefined;
}

const identifierMessages: Readonly<Record<IdentifierFault, [code: string, message: string]>> = {
  masked: ['masked-identifier', 'The number is masked. Send it in full.'],
  mangled: [
    'mangled-identifier',
    'A spreadsheet turned the number into a power of ten. Format the column as text.',
  ],
  shape: ['invalid-identifier', 'The number has not the form of its kind. Check length and characters.'],
  'check-digit': ['check-digit', 'The check digit does not fit. Check the number against the document.'],
  'birth-date': ['invalid-identifier', 'The birth date in the number is no date. Check the number.'],
};

const earliest = '1980-01-01';

export function createRowReader<Column extends string>(
  cells: readonly string[],
  places: ReadonlyMap<string, { index: number; name: string }>,
): RowReader<Column> {
  const findings: RowFinding[] = [];
  const text = (column: Column): string => {
    const place = places.get(column);
    // An answer file marks a cell that a spreadsheet would run as a formula; here the mark comes off again.
    return place ? (cells[place.index] ?? '').trim().replace(/^'(?=[=+@-])/, '') : '';
  };
  const find = (column: Column | undefined, code: string, message: string): undefined => {
    const name = column === undefined ? undefined : (places.get(column)?.name ?? column);
    findings.push({ ...(name !== undefined && { column: name }), code, message });
  };
  const figure = (column: Column, shape: RegExp): Decimal | undefined => {
    const written = text(column)
      .normalize('NFKC')
      .replace(/,(?=\d{3}(\D|$))/g, '')
      .replace(/[元¥￥]/g, '')
      .trim();
    if (written === '') return undefined;
    if (/^-/.test(written) && shape === unsigned)
      return find(column, 'negative-amount', 'An amount is never below 0.');
    return shape.test(written)
      ? new Decimal(written)
      : find(column, 'not-a-number', 'This is no plain decimal number.');
  };
  const reader: RowReader<Column> = {
    text,
    has: (column) => text(column) !== '',
    required: (column) => text(column) || find(column, 'value-missing', 'This column must be filled.'),
    day(column) {
      const written = text(column);
      return written === ''
        ? undefined
        : (readDay(written) ??
            find(column, 'not-a-date', 'This is no date of the calendar. Write YYYY-MM-DD.'));
    },
    pastDay(column, latest) {
      if (reader.required(column) === undefined) return undefined;
      const on = reader.day(column);
      if (on === undefined) return undefined;
      if (on > latest) return find(column, 'date-in-future', 'The day lies after the day of receipt.');
      return on < earliest ? find(column, 'date-out-of-bounds', `The day lies before ${earliest}.`) : on;
    },
    amount(column, { times = 1, atMost = 1e10 } = {}) {
      const found = figure(column, unsigned)?.times(times);
      if (found === undefined) return undefined;
      return found.gt(atMost)
        ? find(
            column,
            'amount-out-of-bounds',
            'The amount is beyond anything seen. Is the unit right (元, 万元)?',
          )
        : found.toFixed();
    },
    decimal: (column) => figure(column, signed)?.toFixed(),
    count(column) {
      const found = figure(column, unsigned);
      if (found === undefined) return undefined;
      const isCount = found.isInteger() && found.gte(1) && found.lte(100_000);
      return isCount ? found.toNumber() : find(column, 'not-a-count', 'This must be a whole number from 1.');
    },
    oneOf(column, words) {
      const found = words.get(text(column).normalize('NFKC').replace(/\s/g, '').toLowerCase());
      return found ?? find(column, 'unknown-value', 'This value is not on the list of the column.');
    },
    identifier(column, scheme) {
      const written = reader.required(column);
      if (written === undefined) return undefined;
      const parsed = normaliseIdentifier(scheme, written);
      return parsed.ok ? parsed.value : find(column, ...identifierMessages[parsed.error]);
    },
    find,
    findings,
  };
  return reader;
}

const unsigned = /^\d{1,15}(\.\d{1,10})?$/;
const signed = /^-?\d{1,15}(\.\d{1,10})?$/;
