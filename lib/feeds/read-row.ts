import type { RowReading } from '../../schemas/record.ts';
import type { Source } from '../shared/source.ts';
import type { OnTold } from './cell-readings.ts';
import type { ReadContext, RowFinding } from './feed.ts';
import { withoutBlankEnd } from './find-header.ts';
import { type FileRow, isRowProblemCode, type RowProblem } from './formats/format.ts';
import { unguardedCell } from './formats/guarded-cell.ts';
import { longTexts } from './long-texts.ts';
import { type Matched, matched } from './match-template.ts';
import { indexesOf } from './places.ts';
import { mendedRow } from './quarantine.ts';
import { createRowReader } from './row-reader.ts';
import { feeds } from './sources.ts';

/** The table a row belongs to. `mark` is the position of 说明 when the file is a corrected answer file. */
interface RowTable {
  readonly header: readonly string[];
  readonly matched: Matched;
  readonly context: ReadContext;
  readonly mark?: number | undefined;
  readonly onTold?: OnTold | undefined;
}

/**
 * Reads one row of a table into a record, or returns why not. A row of a corrected answer names the row that it corrects,
 * also when it is not understood.
 */
export function readRow({ problems = [], row, cells: sent }: FileRow, table: RowTable): RowReading {
  const { mark } = table;
  const cells = mark === undefined ? sent : sent.map(unguardedCell);
  const noted = problems.flatMap((problem) => findingOf(problem, table) ?? []);
  const reading = understand({ row, cells }, noted, table);
  const mends = mark === undefined ? undefined : mendedRow(cells[mark] ?? '');
  return { ...reading, ...(mends && { mends }) };
}

/** `noted` is what the format did not understand of the row. */
function understand(
  { row, cells }: FileRow,
  noted: readonly RowFinding[],
  { header, matched, context, onTold }: RowTable,
): RowReading {
  const reader = createRowReader(cells, matched.places);
  const long = longTexts(cells, matched);
  const quarantined = (findings: readonly RowFinding[]) => ({
    kind: 'quarantined' as const,
    row,
    template: matched.template.name,
    findings: [...findings],
    cells: cellsByName(header, long.kept, matched),
  });
  const strange = [...noted, ...long.findings];
  if (strange.length === 0) strange.push(...tableFindings(cells, header));
  if (strange.length > 0) return quarantined(strange);
  const nameless = namelessFindings(cells, { header, matched });
  const record = matched.template.read(reader, context);
  const findings = [...nameless, ...reader.findings];
  if (findings.length > 0) {
    onTold?.(reader.told, findings);
    return quarantined(waitingAlone(findings));
  }
  if (!record) throw new TypeError(`${matched.template.name} neither read row ${row} nor said why`);
  onTold?.(reader.told, record.type === 'unidentified' ? [record.finding] : []);
  if (record.type !== 'unidentified') return { kind: 'record', row, record };
  return { ...quarantined([record.finding]), candidate: record.candidate };
}

/** A row waits for its day only if nothing else is wrong with it. Otherwise somebody has to look at it. */
function waitingAlone(findings: readonly RowFinding[]): readonly RowFinding[] {
  if (findings.every(({ code }) => code === 'date-not-yet')) return findings;
  return findings.map((finding) =>
    finding.code === 'date-not-yet'
      ? { ...finding, code: 'date-in-future', message: 'The day lies after the day of receipt. Correct it.' }
      : finding,
  );
}

/** A row with its current cells, its earlier findings, and the columns corrected since. */
interface KnownRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly findings?: readonly RowFinding[];
  readonly changed?: readonly string[];
}

/**
 * Reads a row again from its cells by name, after a correction or new settings of the source. A problem that the format
 * found remains until its column is corrected, because the cells do not show it. A problem without a column can only be
 * corrected by the sender.
 */
export function rereadRow(
  { row, cells, findings = [], changed = [] }: KnownRow,
  { source, template, context }: { source: Source; template: string; context: ReadContext },
): RowReading {
  const known = feeds[source].templates.find(({ name }) => name === template);
  if (!known) throw new RangeError(`${source} has no template ${template}`);
  const header = withoutBlankEnd(Object.keys(cells).map((name) => (isPlace(name) ? '' : name)));
  const noted = findings.filter(
    ({ code, column }) => isRowProblemCode(code) && !(column !== undefined && changed.includes(column)),
  );
  const table = { header, matched: matched(known, header), context };
  return understand({ row, cells: Object.values(cells) }, noted, table);
}

/** The finding for a problem of the format, unless it is in a column that is not read. */
function findingOf(
  { code, message, index }: RowProblem,
  { header, matched }: RowTable,
): RowFinding | undefined {
  if (index === undefined) return { code, message };
  const isRead = matched.places.values().some((place) => indexesOf(place).includes(index));
  return isRead ? { column: header[index] ?? '', code, message } : undefined;
}

/** Problems of the row that do not depend on its template. */
function tableFindings(cells: readonly string[], header: readonly string[]): readonly RowFinding[] {
  const damaged = cells.findIndex((cell) => cell.includes('\uFFFD'));
  if (damaged >= 0) {
    const message = 'The cell holds the mark of a character that was lost before it was sent.';
    return [{ column: header[damaged] || placeName(damaged), code: 'damaged-text', message }];
  }
  const isHeader = header.every((name, index) => name.trim() === (cells[index] ?? '').trim());
  return isHeader
    ? [{ code: 'repeated-header', message: 'The row is the header once more. Remove it.' }]
    : [];
}

/** Values without a column name: beyond the header, or under a blank cell of it. */
function namelessFindings(
  cells: readonly string[],
  { header, matched }: Pick<RowTable, 'header' | 'matched'>,
): RowFinding[] {
  const findings = matched.unnamed
    .filter((index) => cells[index]?.trim())
    .map(
      (index): RowFinding => ({
        column: placeName(index),
        code: 'unnamed-column',
        message: 'The column of this value has no name. Name it in the header, or remove the value.',
      }),
    );
  if (!isVisible(cells, header.length)) return findings;
  const message = 'The row has more cells than the header. Is a separator not quoted?';
  return [{ code: 'too-many-cells', message }, ...findings];
}

function isVisible(cells: readonly string[], from: number): boolean {
  for (let index = from; index < cells.length; index++) if (cells[index]?.trim()) return true;
  return false;
}

/** A value without a column name is named by its position. */
const placeName = (index: number): string => `#${index + 1}`;
const isPlace = (name: string): boolean => /^#\d+$/.test(name);

/** The cells by column name, and the visible ones beyond the header. */
const cellsByName = (
  header: readonly string[],
  cells: readonly string[],
  { unnamed }: Matched,
): Record<string, string> =>
  Object.fromEntries([
    ...header.map((name, index) => [unnamed.includes(index) ? placeName(index) : name, cells[index] ?? '']),
    ...cells.flatMap((cell, index) =>
      index >= header.length && cell.trim() ? [[placeName(index), cell]] : [],
    ),
  ]);
