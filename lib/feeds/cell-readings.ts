import type { CellReadingCode } from '../../schemas/reasons/cell-readings.ts';
import type { RowFinding } from '../../schemas/record.ts';

/** A cell that was read otherwise than a person might expect: `name` is its column in the file, `written` what it says. */
export interface ToldCell {
  readonly code: CellReadingCode;
  readonly name: string;
  readonly written: string;
}

/** How many cells of a column were read so, and the first spellings of them. */
export interface CellReading {
  readonly code: CellReadingCode;
  readonly column: string;
  readonly cells: number;
  readonly written: readonly string[];
}

/** What was read otherwise in the first `rows` rows of a file. `columns` is empty when nothing was. */
export interface CellReadings {
  readonly rows: number;
  readonly columns: readonly CellReading[];
}

/** Hears which cells of a row were read so, and its findings: a column with a finding is told by it. */
export type OnTold = (told: readonly ToldCell[], findings: readonly RowFinding[]) => void;

/** Of each column so many spellings are kept. */
export const shownSpellings = 5;
const columnsMost = 50;

/**
 * Counts such cells by column while a file is read. The reader is ahead of the batches that are passed on, so that the
 * counts can be asked for as of any row that is not passed on yet: another reader continues with them (`known`).
 */
export function createCellReadings(known: CellReadings = { rows: 0, columns: [] }) {
  const counted = new Map(known.columns.map((reading) => [keyOf(reading.code, reading.column), reading]));
  let pending: { readonly at: number; readonly told: readonly ToldCell[] }[] = [];
  let rows = known.rows;
  let seen = 0;
  const count = ({ code, name, written }: ToldCell): void => {
    const column = name.trim();
    const key = keyOf(code, column);
    const before = counted.get(key) ?? { code, column, cells: 0, written: [] };
    if (before.cells === 0 && counted.size >= columnsMost) return;
    const isShown = before.written.length >= shownSpellings || before.written.includes(written);
    counted.set(key, {
      ...before,
      cells: before.cells + 1,
      written: isShown ? before.written : [...before.written, written],
    });
  };
  const upTo = (asked: number): CellReadings => {
    rows = Math.max(rows, asked);
    for (const { at, told } of pending) if (at < rows) told.forEach(count);
    pending = pending.filter(({ at }) => at >= rows);
    return { rows, columns: [...counted.values()] };
  };
  return {
    /** What hears of the row at a position in the file. Undefined for one that is among the counts already. */
    row(at: number): OnTold | undefined {
      seen = at + 1;
      if (at < known.rows) return undefined;
      return (told, findings) => {
        const kept = told.filter(({ name }) => !findings.some(({ column }) => column === name));
        if (kept.length > 0) pending.push({ at, told: kept });
      };
    },
    /** The counts of so many rows, which then include no less. */
    upTo,
    /** The counts of all rows read so far. */
    all: (): CellReadings => upTo(seen),
  };
}

export type CellReadingCounter = ReturnType<typeof createCellReadings>;

const keyOf = (code: CellReadingCode, column: string): string => `${code} ${column}`;
