import { explained } from './explain-mismatch.ts';
import type { Feed } from './feed.ts';
import { findHeader, type HeadedTable } from './find-header.ts';
import { type FileRow, type FileTable, isBlank } from './formats/format.ts';
import { type Matched, type Mismatch, matchTemplate } from './match-template.ts';
import { readIndexes } from './places.ts';

/** A table of a file with the template that reads its rows. */
export interface MatchedTable extends HeadedTable {
  readonly matched: Matched;
}

/** The tables of a file that are read, and the sheets that are not. */
export interface MatchedTables {
  readonly tables: readonly MatchedTable[];
  /** Sheets of instructions and of choices, and hidden ones that fit no template, by the name under which they are released. */
  readonly passedOver: readonly string[];
}

/** The column name under which a sheet is released. */
const sheetColumn = (name: string): string => `工作表:${name}`;

/** Matches each table that is not empty to a template, or returns why the file is failed or held. */
export async function matchTables(
  feed: Feed,
  tables: readonly FileTable[],
  ignoredColumns: readonly string[],
): Promise<MatchedTables | Mismatch> {
  const headed = (await Promise.all(tables.map((table) => findHeader(feed, table)))).filter(
    (table) => table !== undefined,
  );
  const outcomes = headed.map((table) => ({
    ...table,
    outcome: matchTemplate(feed, table.header, ignoredColumns),
  }));
  const passed = outcomes.filter(isPassedOver);
  const found = mismatchOfAll(
    outcomes.filter((table) => !passed.includes(table)),
    { ignoredColumns, passed },
  );
  const mismatch = found && (await explained(found, feed, outcomes));
  const read = outcomes.flatMap(({ outcome, ...table }) =>
    outcome.kind === 'matched' && !table.isHidden && !mismatch
      ? [{ ...table, batches: filledRows(table.batches, outcome), matched: outcome }]
      : [],
  );
  await Promise.all(outcomes.map((table) => (isRead(read, table) ? undefined : table.close())));
  return mismatch ?? { tables: read, passedOver: passed.map(({ name }) => sheetColumn(name)) };
}

const isRead = (read: readonly MatchedTable[], { close }: HeadedTable): boolean =>
  read.some((table) => table.close === close);

/** Rows with something in them. One that is blank but for lost cells counts only when one of these is read. */
async function* filledRows(
  batches: AsyncIterable<readonly FileRow[]>,
  { places }: Matched,
): AsyncGenerator<readonly FileRow[]> {
  const read = readIndexes(places);
  const isFilled = ({ cells, problems = [] }: FileRow): boolean =>
    problems.length === 0 ||
    problems.some(({ index }) => index === undefined || read.has(index)) ||
    !isBlank(cells);
  for await (const batch of batches) yield batch.every(isFilled) ? batch : batch.filter(isFilled);
}

interface Outcome {
  readonly name: string;
  readonly isHidden?: boolean;
  readonly outcome: Matched | Mismatch;
}

/** Names of sheets that explain a table, or hold the values to choose from. */
const besideTables =
  /(说明|须知|指南|指引|字典|代码|编码|码表|下拉|下拉项|下拉框|选项|枚举|枚举值|数据源|参数)(页|表|列表)?$|^(readme|instructions?|guide|notes?|dict|dictionary|options?)$/i;

const bareName = (name: string): string => name.normalize('NFKC').replace(/\([^()]*\)|[\s\d_.、-]+/g, '');

/** True for a sheet that fits no template and need not: a hidden one, or one of instructions or choices. */
const isPassedOver = ({ name, isHidden, outcome }: Outcome): boolean =>
  !fitsTemplate(outcome) && (isHidden === true || besideTables.test(bareName(name)));

/**
 * Undefined when every table is read or released. Otherwise names all unknown columns of the file, so that one release
 * is enough.
 */
function mismatchOfAll(
  outcomes: readonly Outcome[],
  { ignoredColumns, passed }: { ignoredColumns: readonly string[]; passed: readonly Outcome[] },
): Mismatch | undefined {
  const shown = outcomes.filter(({ isHidden }) => !isHidden);
  const hidden = outcomes.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  const fits = shown.filter(({ outcome }) => fitsTemplate(outcome));
  const [first] = [...shown, ...passed];
  if (fits.length === 0) return nothingToRead(first, hidden);
  const wrong = fits.flatMap(({ outcome }) => (outcome.kind === 'matched' ? [] : [outcome]));
  const failed = wrong.find(({ kind }) => kind === 'failed');
  if (failed) return failed;
  const open = (names: readonly string[]): string[] =>
    names.filter((name) => !ignoredColumns.includes(sheetColumn(name)));
  const strange = open(shown.filter(({ outcome }) => !fitsTemplate(outcome)).map(({ name }) => name));
  const unseen = open(hidden);
  const [worst, ...others] = [
    ...(unseen.length > 0 ? [hiddenSheet('held', unseen)] : []),
    ...(strange.length > 0 ? [unknownSheet(strange)] : []),
    ...wrong,
  ];
  return worst && combined(worst, others);
}

/** Why no table of a file is read: what its first sheet lacks, and that only hidden ones fit. */
function nothingToRead(first: Outcome | undefined, hidden: readonly string[]): Mismatch {
  const lacking = first && first.outcome.kind !== 'matched' ? [first.outcome] : [];
  if (hidden.length > 0) return combined(hiddenSheet('failed', hidden), lacking);
  return lacking[0] ?? emptyFile;
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

const hiddenSheet = (kind: 'failed' | 'held', names: readonly string[]): Mismatch => ({
  kind,
  code: 'hidden-sheet',
  columns: names.map(sheetColumn),
  detail: `The sheets ${names.join(', ')} are hidden and hold rows of a template. Unhide what is to be read, delete the others, and send the file again${kind === 'held' ? ', or release the run to pass them over' : ''}.`,
});

const emptyFile: Mismatch = {
  kind: 'failed',
  code: 'empty-file',
  detail: 'The file has no header. Send the table with its column names.',
};
