import { type BatchOutcome, batchesPerPage, type RunCounts } from '../feeds/run.ts';
import { unmatchedSet } from './earlier-forms.ts';
import { isInRanges, writeRanges } from './row-ranges.ts';
import { type Item, number, numbers, text } from './table.ts';

/** How counts of rows are stored: on the pages of a run, or on the head of a run of one batch. */

/**
 * Prefixes of the attributes that contain the rows of each batch of a page by how they were counted. Accepted ones are the
 * rest. Releases before this one wrote the unmatched ones alone.
 */
const prefixes = {
  unmatched: 'unmatchedRows',
  duplicate: 'duplicateRows',
  quarantined: 'quarantinedRows',
} as const;

/** The rows of a batch by how they were counted, as ranges, by the attributes that contain them. */
export function rowsCounted({
  batch,
  unmatchedRows,
  duplicateRows = [],
  quarantinedRows = [],
}: BatchOutcome): Readonly<Record<string, string>> {
  const lists = [
    [prefixes.unmatched, unmatchedRows],
    [prefixes.duplicate, duplicateRows],
    [prefixes.quarantined, quarantinedRows],
  ] as const;
  const named = lists.filter(([, rows]) => rows.length > 0);
  return Object.fromEntries(
    named.map(([prefix, rows]) => [`${prefix}${batch % batchesPerPage}`, writeRanges(rows)]),
  );
}

/** Rows that an officer corrected, by their outcome. */
export const laterSets = {
  accepted: 'acceptedLater',
  duplicate: 'duplicateLater',
  unmatched: 'unmatchedLater',
} as const;

/** What a page adds for a batch; and what the head of a run of one batch has. */
export const countedItem = ({ batch, counts, ...rows }: BatchOutcome): Item => ({
  done: numbers([batch]),
  received: number(counts.received),
  accepted: number(counts.accepted),
  duplicates: number(counts.duplicates),
  unmatched: number(counts.unmatched),
  quarantined: number(counts.quarantined),
  ...Object.fromEntries(
    Object.entries(rowsCounted({ batch, counts, ...rows })).map(([name, ranges]) => [name, text(ranges)]),
  ),
});

/** The same as a head has it: nothing, unless its run ended with its one batch. */
export function countedIn(head: Item): Item {
  if (!head['done']) return {};
  const names = new Set([
    ...['done', 'received', 'accepted', 'duplicates', 'unmatched', 'quarantined'],
    ...Object.values(prefixes).map((prefix) => `${prefix}0`),
  ]);
  return Object.fromEntries(Object.entries(head).filter(([name]) => names.has(name)));
}

/** Whether a page, or a head, has counted a batch. */
export const hasDone = (item: Item | undefined, batch: number): boolean =>
  item?.['done']?.NS?.includes(String(batch)) ?? false;

/** What was said of rows after they were counted, which is on the page even where the counts are on the head. */
const laterIn = (page: Item | undefined): Item =>
  Object.fromEntries(
    [...Object.values(laterSets), 'matchedRows', 'doubtedRows'].flatMap((name) => {
      const value = page?.[name];
      return value ? [[name, value]] : [];
    }),
  );

/** What counts of a run: its pages, or the counts on its head with what was said later on its only page. */
export function countedPages(head: Item | undefined, pages: readonly Item[]): readonly Item[] {
  const whole = head ? countedIn(head) : {};
  return whole['done'] ? [{ ...laterIn(pages[0]), ...whole }] : pages;
}

/**
 * Adds the counts of a page. Rows that were unmatched and have found their subject since count as accepted. Rows count as
 * quarantined, whatever they were, if the registry brought their subject under another name. Corrected rows count by their
 * outcome.
 */
export function addPage(sum: RunCounts, page: Item): RunCounts {
  const count = (name: string): number => Number(page[name]?.N ?? 0);
  const rowsOf = (name: string): ReadonlySet<string> => new Set(page[name]?.NS ?? []);
  const later = {
    accepted: rowsOf(laterSets.accepted).size,
    duplicate: rowsOf(laterSets.duplicate).size,
    unmatched: rowsOf(laterSets.unmatched).size,
  };
  const rangesOf = (prefix: string): string[] =>
    Object.entries(page).flatMap(([name, value]) => (name.startsWith(prefix) ? [value.S ?? ''] : []));
  const isIn = (ranges: readonly string[], row: string): boolean =>
    ranges.some((rows) => isInRanges(rows, Number(row)));
  const unmatched = [unmatchedSet(page), ...rangesOf(prefixes.unmatched)];
  const [duplicates, quarantined] = [rangesOf(prefixes.duplicate), rangesOf(prefixes.quarantined)];
  const isUnmatched = (row: string): boolean => rowsOf(laterSets.unmatched).has(row) || isIn(unmatched, row);
  const doubted = [...rowsOf('doubtedRows')].filter((row) => !isIn(quarantined, row));
  const fromUnmatched = new Set(doubted.filter(isUnmatched));
  const fromDuplicates = doubted.filter((row) => isIn(duplicates, row)).length;
  const fromAccepted = doubted.length - fromUnmatched.size - fromDuplicates;
  const moved = [...rowsOf('matchedRows')].filter(
    (row) => isUnmatched(row) && !fromUnmatched.has(row),
  ).length;
  return {
    received: sum.received + count('received'),
    accepted: sum.accepted + count('accepted') + later.accepted + moved - fromAccepted,
    duplicates: sum.duplicates + count('duplicates') + later.duplicate - fromDuplicates,
    unmatched: sum.unmatched + count('unmatched') + later.unmatched - moved - fromUnmatched.size,
    quarantined:
      sum.quarantined +
      count('quarantined') +
      doubted.length -
      (later.accepted + later.duplicate + later.unmatched),
  };
}
