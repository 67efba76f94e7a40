import { type BatchOutcome, batchesPerPage, type RunCounts } from '../feeds/run.ts';
import { unmatchedSet } from './earlier-forms.ts';
import { isInRanges, writeRanges } from './row-ranges.ts';
import { type Item, number, numbers, text } from './table.ts';

/** How counts of rows are stored: on the pages of a run, or on the head of a run of one batch. */

/** Prefix of the attributes that contain the unmatched rows of each batch of a page. */
const unmatchedPrefix = 'unmatchedRows';

/** The attribute with the unmatched rows of a batch. */
export const unmatchedOf = (batch: number): string => `${unmatchedPrefix}${batch % batchesPerPage}`;

/** Rows that an officer corrected, by their outcome. */
export const laterSets = {
  accepted: 'acceptedLater',
  duplicate: 'duplicateLater',
  unmatched: 'unmatchedLater',
} as const;

/** What a page of one batch has, for the head of its run. */
export const countedItem = ({ batch, counts, unmatchedRows }: BatchOutcome): Item => ({
  done: numbers([batch]),
  received: number(counts.received),
  accepted: number(counts.accepted),
  duplicates: number(counts.duplicates),
  unmatched: number(counts.unmatched),
  quarantined: number(counts.quarantined),
  ...(unmatchedRows.length > 0 && { [unmatchedOf(batch)]: text(writeRanges(unmatchedRows)) }),
});

/** The same as a head has it: nothing, unless its run ended with its one batch. */
export function countedIn(head: Item): Item {
  const { done, received, accepted, duplicates, unmatched, quarantined, [unmatchedOf(0)]: rows } = head;
  if (!done) return {};
  const unmatchedRows = rows && { [unmatchedOf(0)]: rows };
  return Object.fromEntries(
    Object.entries({ done, received, accepted, duplicates, unmatched, quarantined, ...unmatchedRows }).filter(
      (entry): entry is [string, NonNullable<(typeof entry)[1]>] => entry[1] !== undefined,
    ),
  );
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
 * Adds the counts of a page. Rows that were unmatched and have found their subject since count as accepted, or as
 * quarantined if they name it otherwise. Corrected rows count by their outcome.
 */
export function addPage(sum: RunCounts, page: Item): RunCounts {
  const count = (name: string): number => Number(page[name]?.N ?? 0);
  const rowsOf = (name: string): ReadonlySet<string> => new Set(page[name]?.NS ?? []);
  const later = {
    accepted: rowsOf(laterSets.accepted).size,
    duplicate: rowsOf(laterSets.duplicate).size,
    unmatched: rowsOf(laterSets.unmatched).size,
  };
  const ranges = [
    unmatchedSet(page),
    ...Object.entries(page).flatMap(([name, value]) =>
      name.startsWith(unmatchedPrefix) ? [value.S ?? ''] : [],
    ),
  ];
  const isUnmatched = (row: string): boolean =>
    rowsOf(laterSets.unmatched).has(row) || ranges.some((rows) => isInRanges(rows, Number(row)));
  const doubted = new Set([...rowsOf('doubtedRows')].filter(isUnmatched));
  const moved = [...rowsOf('matchedRows')].filter((row) => isUnmatched(row) && !doubted.has(row)).length;
  return {
    received: sum.received + count('received'),
    accepted: sum.accepted + count('accepted') + later.accepted + moved,
    duplicates: sum.duplicates + count('duplicates') + later.duplicate,
    unmatched: sum.unmatched + count('unmatched') + later.unmatched - moved - doubted.size,
    quarantined:
      sum.quarantined +
      count('quarantined') +
      doubted.size -
      (later.accepted + later.duplicate + later.unmatched),
  };
}
