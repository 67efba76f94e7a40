import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import { type IdentifierFault, normaliseIdentifier } from '../shared/identifiers.ts';
import type { Scheme } from '../shared/scheme.ts';
import { type CellReader, createCellReader } from './cell-reader.ts';
import { createDayReader, type DayReader } from './day-reader.ts';
import { createNumberReader, type NumberReader } from './number-reader.ts';
import type { Places } from './places.ts';

/**
 * Reads the cells of one row. A value that is not understood becomes a finding that names the column, never the value.
 */
export interface RowReader<Column extends string>
  extends CellReader<Column>,
    DayReader<Column>,
    NumberReader<Column> {
  oneOf<Value>(column: Column, words: ReadonlyMap<string, Value>): Value | undefined;
  identifier(column: Column, scheme: Scheme): string | undefined;
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

export function createRowReader<Column extends string>(
  cells: readonly string[],
  places: Places,
): RowReader<Column> {
  const reader = createCellReader<Column>(cells, places);
  const { values, agreed, filled, find } = reader;
  return {
    ...reader,
    ...createDayReader(reader),
    ...createNumberReader(reader),
    oneOf(column, words) {
      const known = values(column).flatMap(({ text }) => words.get(asWord(text)) ?? []);
      return known.length > 0
        ? agreed(column, known)
        : find(column, 'unknown-value', 'This value is not on the list of the column. Use one that is.');
    },
    identifier(column, scheme) {
      if (!filled(column)) return undefined;
      const parsed = values(column).map(({ text }) => normaliseIdentifier(scheme, text));
      const known = parsed.flatMap((one) => (one.ok ? [one.value] : []));
      if (known.length > 0) return agreed(column, known);
      const [fault] = parsed.flatMap((one) => (one.ok ? [] : [one.error]));
      return fault && find(column, ...identifierMessages[fault]);
    },
  };
}

const asWord = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
