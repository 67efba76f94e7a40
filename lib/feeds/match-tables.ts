import { explained } from './explain-mismatch.ts';
import type { Feed } from './feed.ts';
import { findHeader, type HeadedTable } from './find-header.ts';
import type { FileTable } from './formats/format.ts';
import { type Matched, type Mismatch, matchTemplate } from './match-template.ts';

/** A table of a file with the template that reads its rows. */
export interface MatchedTable extends HeadedTable {
  readonly matched: Matched;
}

/** The column name under which a sheet without a matching template is released. */
const sheetColumn = (name: string): string => `工作表:${name}`;

/** Matches each table that is not empty to a template, or returns why the file is failed or held. */
export async function matchTables(
  feed: Feed,
  tables: readonly FileTable[],
  ignoredColumns: readonly string[],
): Promise<readonly MatchedTable[] | Mismatch> {
  const headed = (await Promise.all(tables.map((table) => findHeader(feed, table)))).filter(
    (table) => table !== undefined,
  );
  const outcomes = headed.map((table) => ({
    ...table,
    outcome: matchTemplate(feed, table.header, ignoredColumns),
  }));
  const found = mismatchOfAll(outcomes, ignoredColumns);
  const mismatch = found && (await explained(found, feed, outcomes));
  const read = outcomes.flatMap(({ outcome, ...table }) =>
    outcome.kind === 'matched' && !mismatch ? [{ ...table, matched: outcome }] : [],
  );
  await Promise.all(outcomes.map((table) => (isRead(read, table) ? undefined : table.close())));
  return mismatch ?? read;
}

const isRead = (read: readonly MatchedTable[], { batches }: HeadedTable): boolean =>
  read.some((table) => table.batches === batches);

interface Outcome {
  readonly name: string;
  readonly outcome: Matched | Mismatch;
}

/**
 * Undefined when every table is read or released. Otherwise names all unknown columns of the file, so that one release
 * is enough.
 */
function mismatchOfAll(
  outcomes: readonly Outcome[],
  ignoredColumns: readonly string[],
): Mismatch | undefined {
  const fits = outcomes.filter(({ outcome }) => fitsTemplate(outcome));
  const [first] = outcomes;
  if (!first) return emptyFile;
  if (fits.length === 0 && first.outcome.kind !== 'matched') return first.outcome;
  const wrong = fits.flatMap(({ outcome }) => (outcome.kind === 'matched' ? [] : [outcome]));
  const failed = wrong.find(({ kind }) => kind === 'failed');
  if (failed) return failed;
  const strange = outcomes
    .filter(({ outcome }) => !fitsTemplate(outcome))
    .map(({ name }) => name)
    .filter((name) => !ignoredColumns.includes(sheetColumn(name)));
  const [worst, ...others] = [...(strange.length > 0 ? [unknownSheet(strange)] : []), ...wrong];
  return worst && combined(worst, others);
}

/** A template fits when the table has all its required columns, whatever else is wrong. */
const fitsTemplate = (outcome: Matched | Mismatch): boolean =>
  outcome.kind !== 'failed' || outcome.code === 'duplicate-column';

const combined = (first: Mismatch, others: readonly Mismatch[]): Mismatch => ({
  ...first,
  columns: [...new Set([first, ...others].flatMap(({ columns = [] }) => columns))],
  detail: [...new Set([first, ...others].map(({ detail }) => detail))].join(' '),
});

const unknownSheet = (names: readonly string[]): Mismatch => ({
  kind: 'held',
  code: 'unknown-sheet',
  columns: names.map(sheetColumn),
  detail: `The sheets ${names.join(', ')} fit no template of this source. Release the run to pass them over, or send them in the right form.`,
});

const emptyFile: Mismatch = {
  kind: 'failed',
  code: 'empty-file',
  detail: 'The file has no header. Send the table with its column names.',
};
