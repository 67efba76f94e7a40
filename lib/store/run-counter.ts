import { batchesPerPage, noCounts, pageOfBatch, type RunCounter, type RunCounts } from '../feeds/run.ts';
import { unmatchedSet } from './earlier-forms.ts';
import { partition, sort } from './keys.ts';
import { isInRanges, writeRanges } from './row-ranges.ts';
import { type Item, number, numbers, type Table, text } from './table.ts';

/**
 * Prefixes of the attributes of a page that contain the rows of each of its batches by how they were counted. Accepted ones are
 * the rest. Releases before this one wrote the unmatched ones alone.
 */
const prefixes = {
  unmatched: 'unmatchedRows',
  duplicate: 'duplicateRows',
  quarantined: 'quarantinedRows',
} as const;

/** Rows that an officer corrected, by their outcome. */
const laterSets = {
  accepted: 'acceptedLater',
  duplicate: 'duplicateLater',
  unmatched: 'unmatchedLater',
} as const;

/** The counts of rows, on the pages of a run. A batch is one conditional write of one page. */
export const createRunCounter = (table: Table): RunCounter => ({
  async countBatch(runId, { batch, isLast, counts: added, ...rows }) {
    const page = pageOfBatch(batch);
    const lists = [
      [prefixes.unmatched, rows.unmatchedRows],
      [prefixes.duplicate, rows.duplicateRows ?? []],
      [prefixes.quarantined, rows.quarantinedRows ?? []],
    ] as const;
    const named = lists.filter(([, list]) => list.length > 0);
    const sets = [
      ...(isLast ? ['lastBatch = :number'] : []),
      ...named.map(([prefix]) => `${prefix}${batch % batchesPerPage} = :${prefix}`),
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
        ...Object.fromEntries(named.map(([prefix, list]) => [`:${prefix}`, text(writeRanges(list))])),
      },
    });
    const item = written ?? (await table.get(partition.run(runId), sort.page(page)));
    return item && isPageComplete(item) ? addPage(noCounts, item) : undefined;
  },
  async begin(runId, batch) {
    await table.update(partition.run(runId), sort.page(pageOfBatch(batch)), {
      UpdateExpression: 'ADD begun :batch',
      ExpressionAttributeValues: { ':batch': numbers([batch]) },
    });
  },
  async attempted(runId, batch) {
    const item = await table.get(partition.run(runId), sort.page(pageOfBatch(batch)));
    const has = (name: string): boolean => item?.[name]?.NS?.includes(String(batch)) ?? false;
    if (has('done')) return 'counted';
    // The registry may have let rows of the page wait.
    return has('begun') || item?.['doubtedRows'] ? 'begun' : undefined;
  },
  counts: async (runId) => (await readPages(table, runId)).reduce(addPage, noCounts),
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

const readPages = async (table: Table, runId: string): Promise<Item[]> =>
  Array.fromAsync(
    table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :page)',
      ExpressionAttributeValues: { ':pk': text(partition.run(runId)), ':page': text('PAGE#') },
      ConsistentRead: true,
    }),
  );

function isPageComplete(page: Item): boolean {
  const done = page['done']?.NS?.length ?? 0;
  const last = page['lastBatch']?.N;
  return done === (last === undefined ? batchesPerPage : (Number(last) % batchesPerPage) + 1);
}

/**
 * Adds the counts of a page. Rows that were unmatched and have found their subject since count as accepted. Rows count as
 * quarantined, whatever they were, if the registry brought their subject under another name. Corrected rows count by their
 * outcome.
 */
function addPage(sum: RunCounts, page: Item): RunCounts {
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
