import type { RowReading } from '../../schemas/record.ts';
import type { Source } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { CheckFinding, ReadContext } from './feed.ts';
import { FileProblem, type FileRow, type FileTable, type SourceFile } from './formats/format.ts';
import { type Inspected, inspect } from './formats/inspect.ts';
import { openTable } from './formats/open-table.ts';
import { type Matched, type Mismatch, matchTemplate, mismatchOf } from './match-template.ts';
import { createRowReader } from './row-reader.ts';
import { feeds } from './sources.ts';

export interface FeedFile {
  readonly source: Source;
  readonly file: SourceFile;
  /** The day of receipt; nothing is decided after it. */
  readonly today: Day;
  /** Columns a person let through. */
  readonly ignoredColumns?: readonly string[];
  readonly checkFinding: CheckFinding;
}

export interface FeedReading extends Inspected {
  readonly template: string;
  /** May throw a {@link FileProblem} on the way. */
  readonly rows: AsyncIterable<RowReading>;
}

/** Why a file is not read, with what is known of it all the same. */
export type FeedRefusal = Mismatch & Partial<Inspected>;

/** Reads a file of a source row by row; every row is understood, or comes with the reasons why not. */
export async function readFeed(options: FeedFile): Promise<Result<FeedReading, FeedRefusal>> {
  const { source, file, ignoredColumns = [] } = options;
  const feed = feeds[source];
  if (feed.templates.length === 0) {
    return err({
      kind: 'failed',
      code: 'source-not-built',
      detail: `Files of ${source} are not read yet; the file is kept.`,
    });
  }
  let inspected: Inspected | undefined;
  try {
    inspected = await inspect(file);
    const table = await openTable(file, inspected);
    const matched = matchTemplate(feed, table.header, ignoredColumns);
    if (matched.kind !== 'matched') return err({ ...matched, ...inspected });
    return ok({ ...inspected, template: matched.template.name, rows: readRows(table, matched, options) });
  } catch (error) {
    if (error instanceof FileProblem) return err({ ...mismatchOf(error), ...inspected });
    throw error;
  }
}

async function* readRows(
  table: FileTable,
  matched: Matched,
  context: ReadContext,
): AsyncGenerator<RowReading> {
  for await (const row of table.rows) yield readRow(row, { table, matched, context });
}

function readRow(
  { row, cells }: FileRow,
  { table, matched, context }: { table: FileTable; matched: Matched; context: ReadContext },
): RowReading {
  const reader = createRowReader(cells, matched.places);
  if (cells.slice(table.header.length).some((cell) => cell.trim() !== '')) {
    reader.find(
      undefined,
      'too-many-cells',
      'The row has more cells than the header. Is a separator not quoted?',
    );
  }
  const damaged = cells.findIndex((cell) => cell.includes('\uFFFD'));
  if (damaged >= 0) {
    const message = 'The cell holds the mark of a character that was lost before it was sent.';
    return {
      kind: 'quarantined',
      row,
      findings: [{ column: table.header[damaged] ?? '', code: 'damaged-text', message }],
    };
  }
  const record = matched.template.read(reader, context);
  if (reader.findings.length > 0) return { kind: 'quarantined', row, findings: [...reader.findings] };
  if (!record) throw new TypeError(`${matched.template.name} neither read row ${row} nor said why`);
  return { kind: 'record', row, record };
}
