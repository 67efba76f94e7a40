import type { RowReading } from '../../schemas/record.ts';
import type { Day } from '../shared/day.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { Source } from '../shared/source.ts';
import { type CellReadingCounter, type CellReadings, createCellReadings } from './cell-readings.ts';
import type { CheckFinding, ReadContext, SourceSettings } from './feed.ts';
import { answerColumns, isAnswer } from './feed.ts';
import { FileProblem, type Page, type SourceFile } from './formats/format.ts';
import { type Inspected, inspect } from './formats/inspect.ts';
import { openTables } from './formats/open-tables.ts';
import { type MatchedTable, matchTables } from './match-tables.ts';
import { type Mismatch, mismatchOf } from './match-template.ts';
import { createRowSorter } from './no-data.ts';
import { createPassedRows, type PassedRows } from './passed-rows.ts';
import { readRow } from './read-row.ts';
import { agreedSettingsOf } from './settings.ts';
import { feeds } from './sources.ts';

export interface FeedFile {
  readonly source: Source;
  readonly file: SourceFile;
  /** The day of receipt. No decision may be dated after it. */
  readonly today: Day;
  /** Columns that an officer released as ignored. */
  readonly ignoredColumns?: readonly string[];
  readonly checkFinding: CheckFinding;
  /** What a deployment agreed with the authority instead of the defaults. */
  readonly settings?: Partial<SourceSettings> | undefined;
  /** Result of an earlier inspection of the whole file. It is then not inspected again. */
  readonly known?: Inspected | undefined;
  /** Rows that an earlier reading has passed on. */
  readonly skip?: number;
  /** What an earlier reading counted. Rows that are neither among these counts nor to be passed on are not read. */
  readonly readings?: CellReadings | undefined;
}

export interface FeedReading extends Inspected {
  /** Names of the templates of its tables, joined by `+`. */
  readonly template: string;
  /**
   * True when the file is the authority's whole list: every table of it is a snapshot, and none is a corrected answer
   * file or one page of several, which contain only a part.
   */
  readonly isSnapshot: boolean;
  /** Sheets that are not read: instructions, choices, hidden ones that fit no template. */
  readonly passedOver: readonly string[];
  /** Set when the file says of itself that it is one page of several. */
  readonly page?: Page;
  /** By which share such a list may shrink or grow. */
  readonly bounds: SourceSettings['snapshotBounds'];
  /** The rows that are no data, as far as the rows are read. */
  readonly passedRows: () => PassedRows | undefined;
  /** Cells that were read otherwise than their columns say: placeholders as none, amounts in a unit of their own. */
  readonly readings: Pick<CellReadingCounter, 'all' | 'upTo'>;
  /** Iteration may throw a {@link FileProblem}. */
  readonly rows: AsyncIterable<RowReading>;
}

/** Why a file is not read, with what inspection found nevertheless. */
export type FeedRefusal = Mismatch & Partial<Inspected>;

/** Reads a file of a source row by row. Each row becomes a record, or comes with the findings that say why not. */
export async function readFeed(options: FeedFile): Promise<Result<FeedReading, FeedRefusal>> {
  const { source, file, ignoredColumns = [] } = options;
  const feed = feeds[source];
  let inspected: Inspected | undefined;
  try {
    inspected = options.known ?? (await inspect(file));
    const tables = await openTables(file, inspected);
    const page = tables.find((table) => table.page)?.page;
    const matched = await matchTables(feed, tables, ignoredColumns);
    if ('kind' in matched) return err({ ...matched, ...inspected });
    const templates = new Set(matched.tables.map((table) => table.matched.template));
    const context = readContext(options);
    const passedRows = createPassedRows();
    const readings = createCellReadings(options.readings);
    return ok({
      ...inspected,
      template: [...templates].map(({ name }) => name).join('+'),
      isSnapshot:
        !page &&
        [...templates].every(({ isSnapshot }) => isSnapshot === true) &&
        !matched.tables.some(({ header }) => isAnswer(header)),
      ...(page && { page }),
      bounds: context.settings.snapshotBounds,
      passedOver: matched.passedOver,
      passedRows: passedRows.all,
      readings,
      rows: readRows(matched.tables, { context, skip: options.skip ?? 0, passedRows, readings }),
    });
  } catch (error) {
    if (error instanceof FileProblem) return err({ ...mismatchOf(error), ...inspected });
    throw error;
  }
}

/** What templates need to read rows. */
export const readContext = ({
  source,
  today,
  checkFinding,
  settings,
}: Omit<FeedFile, 'file'>): ReadContext => ({
  today,
  checkFinding,
  settings: { ...agreedSettingsOf(source), ...settings },
});

interface Reading {
  readonly context: ReadContext;
  readonly skip: number;
  readonly passedRows: ReturnType<typeof createPassedRows>;
  readonly readings: CellReadingCounter;
}

/** Each row that is data, from `skip` on; the others are noted in `passedRows`. An answer has only rows that were data. */
async function* readRows(
  tables: readonly MatchedTable[],
  { context, skip, passedRows, readings }: Reading,
): AsyncGenerator<RowReading> {
  let passed = 0;
  for (const { header, matched, batches } of tables) {
    const sort = isAnswer(header) ? undefined : createRowSorter(header, matched);
    const mark = isAnswer(header) ? header.findIndex((name) => name.trim() === answerColumns[3]) : undefined;
    for await (const batch of batches) {
      for (const row of batch) {
        const code = sort?.(row);
        if (code) {
          passedRows.note(row.row, code);
          continue;
        }
        const at = passed++;
        const onTold = readings.row(at);
        if (at < skip && !onTold) continue;
        const reading = readRow(row, { header, matched, context, mark, onTold });
        if (at >= skip) yield reading;
      }
    }
  }
}
