import type { RowReading } from '../../schemas/record.ts';
import type { Source } from '../shared/category.ts';
import type { ReadContext, RowFinding } from './feed.ts';
import type { FileRow, RowProblem } from './formats/format.ts';
import { type Matched, placesOf } from './match-template.ts';
import { mendedRow } from './quarantine.ts';
import { createRowReader } from './row-reader.ts';
import { feeds } from './sources.ts';

/** The table a row stands in; `mark` is the place of 说明, where the file is an answer of ours that was mended. */
interface RowTable {
  readonly header: readonly string[];
  readonly matched: Matched;
  readonly context: ReadContext;
  readonly mark?: number | undefined;
}

/** Understands one row of a table, or says why not. */
export function readRow(
  { row, cells, problem }: FileRow,
  { header, matched, context, mark }: RowTable,
): RowReading {
  const reader = createRowReader(cells, matched.places);
  const quarantined = (findings: readonly RowFinding[]) => ({
    kind: 'quarantined' as const,
    row,
    template: matched.template.name,
    findings: [...findings],
    cells: cellsByName(header, cells),
  });
  const [first] = [findingOf(problem, header, matched), tableFinding(cells, header)].filter(
    (finding) => finding !== undefined,
  );
  if (first) return quarantined([first]);
  if (hasMoreCells(cells, header)) {
    reader.find(
      undefined,
      'too-many-cells',
      'The row has more cells than the header. Is a separator not quoted?',
    );
  }
  const record = matched.template.read(reader, context);
  if (reader.findings.length > 0) return quarantined(reader.findings);
  if (!record) throw new TypeError(`${matched.template.name} neither read row ${row} nor said why`);
  if (record.type !== 'unidentified') {
    const mends = mark === undefined ? undefined : mendedRow(cells[mark] ?? '');
    return { kind: 'record', row, record, ...(mends && { mends }) };
  }
  return { ...quarantined([record.finding]), candidate: record.candidate };
}

/** Understands a row again from its cells by name, after somebody corrected it or the source learned more. */
export function rereadRow(
  { row, cells }: { row: number; cells: Readonly<Record<string, string>> },
  { source, template, context }: { source: Source; template: string; context: ReadContext },
): RowReading {
  const known = feeds[source].templates.find(({ name }) => name === template);
  if (!known) throw new RangeError(`${source} has no template ${template}`);
  const header = Object.keys(cells);
  const matched: Matched = { kind: 'matched', template: known, places: placesOf(known, header) };
  return readRow({ row, cells: Object.values(cells) }, { header, matched, context });
}

/** What the format noted, unless it lies in a column that is not read. */
function findingOf(
  problem: RowProblem | undefined,
  header: readonly string[],
  { places }: Matched,
): RowFinding | undefined {
  if (!problem) return undefined;
  const { code, message, index } = problem;
  if (index === undefined) return { code, message };
  const isRead = places.values().some((place) => place.index === index);
  return isRead ? { column: header[index] ?? '', code, message } : undefined;
}

/** What is wrong with the row as one of a table, whatever its template. */
function tableFinding(cells: readonly string[], header: readonly string[]): RowFinding | undefined {
  const damaged = cells.findIndex((cell) => cell.includes('\uFFFD'));
  if (damaged >= 0) {
    const message = 'The cell holds the mark of a character that was lost before it was sent.';
    return { column: header[damaged] ?? '', code: 'damaged-text', message };
  }
  const isHeader = header.every((name, index) => name.trim() === (cells[index] ?? '').trim());
  return isHeader
    ? { code: 'repeated-header', message: 'The row is the header once more. Remove it.' }
    : undefined;
}

function hasMoreCells(cells: readonly string[], header: readonly string[]): boolean {
  for (let index = header.length; index < cells.length; index++) if (cells[index]?.trim()) return true;
  return false;
}

/** What lies beyond the header has no name and is kept under its place. */
const cellsByName = (header: readonly string[], cells: readonly string[]): Record<string, string> =>
  Object.fromEntries([
    ...header.map((name, index) => [name || `#${index + 1}`, cells[index] ?? '']),
    ...cells.slice(header.length).map((cell, index) => [`#${header.length + index + 1}`, cell]),
  ]);
