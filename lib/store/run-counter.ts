import { batchesPerPage, noCounts, pageOfBatch, type RunCounter, type RunCounts } from '../feeds/run.ts';
import { unmatchedSet } from './earlier-forms.ts';
import { partition, sort } from './keys.ts';
import { isInRanges, writeRanges } from './row-ranges.ts';
import { runOf } from './run-head.ts';
import { type Item, number, numbers, type Table, text } from './table.ts';

/** Prefix of the attributes of a page that contain the unmatched rows of each of its batches. */
const unmatchedPrefix = 'unmatchedRows';

/** Rows that an officer corrected, by their outcome. */
const laterSets = {
  accepted: 'acceptedLater',
  duplicate: 'duplicateLater',
  unmatched: 'unmatchedLater',
} as const;

/** The counts of rows, on the pages of a run. A batch is one conditional write of one page. */
export const createRunCounter = (table: Table): RunCounter => ({
  async countBatch(runId, { batch, isLast, counts: added, unmatchedRows }) {
    const page = pageOfBatch(batch);
    const sets = [
      ...(isLast ? ['lastBatch = :number'] : []),
      ...(unmatchedRows.length > 0 ? [`${unmatchedPrefix}${batch % batchesPerPage} = :rows`] : []),
    ];
    const written = await table.update(partition.run(runId), sort.page(page), {
      UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}ADD done :batch, received :received, accepted :accepted, duplicates :duplicates, unmatched :unmatched, quarantined :quarantined`,
      ConditionExpression: 'NOT contains(done, :number)',
      ExpressionAttributeValues: {
        ':batch': numbers([batch]),
        ':number': number(batch),
        ':received': number(added.received),
        ':accepted': number(added.accepted),
        ':duplicates': number(added.duplicates),
        ':unmatched': number(added.unmatched),
        ':quarantined': number(added.quarantined),
        ...(unmatchedRows.length > 0 && { ':rows': text(writeRanges(unmatchedRows)) }),
      },
    });
    const item = written ?? (await table.get(partition.run(runId), sort.page(page)));
    return item && isPageComplete(item) ? addPage(noCounts, item) : undefined;
  },
  async hasCounted(runId, batch) {
    const item = await table.get(partition.run(runId), sort.page(pageOfBatch(batch)));
    return item?.['done']?.NS?.includes(String(batch)) ?? false;
  },
  counts: async (runId) => countsIn(await readCounted(table, runId)),
  async readCounted(runId) {
    const items = await readCounted(table, runId);
    const head = items.find((item) => item['sk']?.S === sort.head);
    return head && { run: runOf(head), counts: countsIn(items) };
  },
  async matchLater(runId, row, batch) {
    await table.update(partition.run(runId), sort.page(pageOfBatch(batch)), {
      UpdateExpression: 'ADD matchedRows :row',
      ExpressionAttributeValues: { ':row': numbers([row]) },
    });
  },
  async doubtLater(runId, row, batch) {
    await table.update(partition.run(runId), sort.page(pageOfBatch(batch)), {
      UpdateExpression: 'ADD doubtedRows :row',
      ExpressionAttributeValues: { ':row': numbers([row]) },
    });
  },
  async resolveRow(runId, { row, batch, became }) {
    const added = became && laterSets[became];
    const others = Object.values(laterSets).filter((name) => name !== added);
    await table.update(partition.run(runId), sort.page(pageOfBatch(batch)), {
      UpdateExpression: `${added ? `ADD ${added} :row ` : ''}DELETE ${others.map((name) => `${name} :row`).join(', ')}`,
      ExpressionAttributeValues: { ':row': numbers([row]) },
    });
  },
});

/** The head and the pages, which lie one behind the other. */
const readCounted = async (table: Table, runId: string): Promise<Item[]> =>
  Array.fromAsync(
    table.query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :head AND :pages',
      ExpressionAttributeValues: {
        ':pk': text(partition.run(runId)),
        ':head': text(sort.head),
        ':pages': text('PAGE#~'),
      },
      ConsistentRead: true,
    }),
  );

const countsIn = (items: readonly Item[]): RunCounts =>
  items.filter((item) => item['sk']?.S !== sort.head).reduce(addPage, noCounts);

function isPageComplete(page: Item): boolean {
  const done = page['done']?.NS?.length ?? 0;
  const last = page['lastBatch']?.N;
  return done === (last === undefined ? batchesPerPage : (Number(last) % batchesPerPage) + 1);
}

/**
 * Adds the counts of a page. Rows that were unmatched and have found their subject since count as accepted, or as
 * quarantined if they name it otherwise. Corrected rows count by their outcome.
 */
function addPage(sum: RunCounts, page: Item): RunCounts {
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
