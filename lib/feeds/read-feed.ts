import type { RowReading } from '../../schemas/record.ts';
import type { Day } from '../shared/day.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { Source } from '../shared/source.ts';
import type { CheckFinding, ReadContext, SourceSettings } from './feed.ts';
import { answerColumns, isAnswer } from './feed.ts';
import { FileProblem, type SourceFile } from './formats/format.ts';
import { type Inspected, inspect } from './formats/inspect.ts';
import { openTables } from './formats/open-tables.ts';
import { type MatchedTable, matchTables } from './match-tables.ts';
import { type Mismatch, mismatchOf } from './match-template.ts';
import { readRow } from './read-row.ts';
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
  /** Rows that an earlier reading has passed on. They are skipped without being read. */
  readonly skip?: number;
}

export interface FeedReading extends Inspected {
  /** Names of the templates of its tables, joined by `+`. */
  readonly template: string;
  /**
   * True when the file is the authority's whole list: every table of it is a snapshot, and none is a corrected answer
   * file, which contains only a part.
   */
  readonly isSnapshot: boolean;
  /** Sheets that are not read: instructions, choices, hidden ones that fit no template. */
  readonly passedOver: readonly string[];
  /** By which share such a list may shrink or grow. */
  readonly bounds: SourceSettings['snapshotBounds'];
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
    const matched = await matchTables(feed, await openTables(file, inspected), ignoredColumns);
    if ('kind' in matched) return err({ ...matched, ...inspected });
    const { tables, passedOver } = matched;
    const templates = new Set(tables.map((table) => table.matched.template));
    const context = readContext(options);
    return ok({
      ...inspected,
      template: [...templates].map(({ name }) => name).join('+'),
      isSnapshot:
        [...templates].every(({ isSnapshot }) => isSnapshot === true) &&
        !tables.some(({ header }) => isAnswer(header)),
      bounds: context.settings.snapshotBounds,
      passedOver,
      rows: readRows(tables, context, options.skip ?? 0),
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
  settings: { ...feeds[source].settings, ...settings },
});

async function* readRows(
  tables: readonly MatchedTable[],
  context: ReadContext,
  skip: number,
): AsyncGenerator<RowReading> {
  let passed = 0;
  for (const { header, matched, batches } of tables) {
    const mark = isAnswer(header) ? header.findIndex((name) => name.trim() === answerColumns[3]) : undefined;
    for await (const batch of batches) {
      for (const row of batch) if (passed++ >= skip) yield readRow(row, { header, matched, context, mark });
    }
  }
}
