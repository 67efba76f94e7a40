import type { CellReadingCode } from '../../schemas/reasons/cell-readings.ts';
import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type { RowFinding } from '../../schemas/record.ts';
import { isPlaceholder } from '../shared/placeholders.ts';
import type { ToldCell } from './cell-readings.ts';
import { cellsOf } from './cell-values.ts';
import type { ColumnPlace, Places } from './places.ts';

/** What one of the cells of a column says, and the column's name in the file. */
export interface CellValue {
  readonly text: string;
  readonly name: string;
}

/** Reads the text of one row's cells and collects findings about them. */
export interface CellReader<Column extends string> {
  /**
   * The text without blanks at its ends and without marks of programs (`plainText`). Empty for a placeholder (无, NULL),
   * and when the file lacks the column. Of several columns with one meaning, the text of the first that is filled.
   */
  text(column: Column): string;
  /** The text, a placeholder too. */
  written(column: Column): string;
  /** What each column of the file says that has this meaning. Blank ones and placeholders say nothing. */
  values(column: Column): readonly CellValue[];
  /** The one meaning of all columns of the file with this meaning. Two that contradict each other are a finding. */
  agreed<Value>(
    column: Column,
    meanings: readonly Value[],
    isSame?: (a: Value, b: Value) => boolean,
  ): Value | undefined;
  /** True when the column says something. */
  has(column: Column): boolean;
  /** The same; a column that says nothing is a finding. */
  filled(column: Column): boolean;
  /** The text of a column that must be filled. */
  required(column: Column): string | undefined;
  /** The column's name in the file. Undefined when the file lacks the column. The message then says what to add. */
  nameOf(column: Column): string | undefined;
  /** Adds a finding about the row or one of its columns. */
  find(column: Column | undefined, code: RowFindingCode, message: string): undefined;
  /** Returns a finding without adding it: the row continues as a candidate. */
  finding(column: Column, code: RowFindingCode, message: string): RowFinding;
  readonly findings: readonly RowFinding[];
  /** Says that a cell was read otherwise than its column says, once a row and column. */
  tell(code: CellReadingCode, cell: CellValue): void;
  readonly told: readonly ToldCell[];
}

/** `places`: the position of each column in the cells, and its name in the file. */
export function createCellReader<Column extends string>(
  cells: readonly string[],
  places: Places,
): CellReader<Column> {
  const findings: RowFinding[] = [];
  const told: ToldCell[] = [];
  const contradictory = new Set<Column>();
  const tell = (code: CellReadingCode, { name, text: written }: CellValue): void => {
    if (!told.some((one) => one.code === code && one.name === name)) told.push({ code, name, written });
  };
  const read = new Map<Column, readonly CellValue[]>();
  const values = (column: Column): readonly CellValue[] => {
    const known = read.get(column) ?? valuesOf(places.get(column));
    read.set(column, known);
    return known;
  };
  const valuesOf = (place: ColumnPlace | undefined): readonly CellValue[] => {
    const written = cellsOf(cells, place);
    if (place?.saysNone) return written;
    return written.filter((cell) => {
      const isNone = isPlaceholder(cell.text);
      if (isNone) tell('says-none', cell);
      return !isNone;
    });
  };
  const nameOf = (column: Column): string | undefined => values(column)[0]?.name ?? places.get(column)?.name;
  const finding = (column: Column, code: RowFindingCode, message: string): RowFinding => {
    const name = nameOf(column);
    return { ...(name !== undefined && { column: name }), code, message };
  };
  const find = (column: Column | undefined, code: RowFindingCode, message: string): undefined => {
    findings.push(column === undefined ? { code, message } : finding(column, code, message));
  };
  const contradicts = (column: Column): undefined => {
    if (contradictory.has(column)) return undefined;
    contradictory.add(column);
    return find(column, 'columns-contradict', contradiction);
  };
  const reader: CellReader<Column> = {
    values,
    written: (column) => cellsOf(cells, places.get(column))[0]?.text ?? '',
    agreed(column, [first, ...others], isSame = (a, b) => a === b) {
      const agrees = first === undefined || others.every((other) => isSame(first, other));
      return agrees ? first : contradicts(column);
    },
    text(column) {
      const [first, ...others] = preferred(values(column));
      if (first && others.some(({ text }) => comparable(text) !== comparable(first.text)))
        contradicts(column);
      return first?.text ?? '';
    },
    has: (column) => values(column).length > 0,
    filled(column) {
      if (reader.has(column)) return true;
      find(column, 'value-missing', 'This column must be filled.');
      return false;
    },
    required: (column) => (reader.filled(column) ? reader.text(column) : undefined),
    nameOf,
    find,
    finding,
    findings,
    tell,
    told,
  };
  return reader;
}

const contradiction =
  'Several columns of the file say this, and they contradict each other. Leave the one that is right.';

/** A code beside words (`CF_XZBM`, `CF_XZJG`) says the same in another way: the words are read. */
const preferred = (values: readonly CellValue[]): readonly CellValue[] => {
  const words = values.filter(({ text }) => /\p{Script=Han}/u.test(text));
  return values.length > 1 && words.length > 0 ? words : values;
};

const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .toUpperCase();
