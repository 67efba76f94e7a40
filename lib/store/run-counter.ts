import { batchesPerPage, noCounts, pageOfBatch, type RunCounter, type RunCounts } from '../feeds/run.ts';
import { partition, sort } from './keys.ts';
import { addPage, countedItem, countedPages, hasDone, laterSets, rowsCounted } from './run-counts.ts';
import { runOf } from './run-head.ts';
import { type Item, number, numbers, type Table, text } from './table.ts';

/** The counts of rows, on the pages of a run. A batch is one conditional write of one page. */
export const createRunCounter = (table: Table): RunCounter => ({
  async countBatch(runId, outcome) {
    const { batch, isLast } = outcome;
    const page = pageOfBatch(batch);
    const sets = [
      ...(isLast ? ['lastBatch = :number'] : []),
      ...Object.keys(rowsCounted(outcome)).map((name) => `${name} = :${name}`),
    ];
    const counted = Object.entries(countedItem(outcome));
    const written = await table.update(partition.run(runId), sort.page(page), {
      UpdateExpression: `${sets.length > 0 ? `SET ${sets.join(', ')} ` : ''}ADD done :done, received :received, accepted :accepted, duplicates :duplicates, unmatched :unmatched, quarantined :quarantined`,
      ConditionExpression: 'NOT contains(done, :number)',
      ExpressionAttributeValues: {
        ':number': number(batch),
        ...Object.fromEntries(counted.map(([name, value]) => [`:${name}`, value])),
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
    const pk = partition.run(runId);
    const page = sort.page(pageOfBatch(batch));
    const items = await table.getAll([page, ...(batch === 0 ? [sort.head] : [])].map((sk) => ({ pk, sk })));
    if (hasDone(items.find(isHead), batch)) return 'ended';
    const item = items.find((one) => !isHead(one));
    if (hasDone(item, batch)) return 'counted';
    // The registry may have let rows of the page wait.
    return item?.['begun']?.NS?.includes(String(batch)) || item?.['doubtedRows'] ? 'begun' : undefined;
  },
  counts: async (runId) => countsIn(await readCounted(table, runId)),
  async readCounted(runId) {
    const items = await readCounted(table, runId);
    const head = items.find(isHead);
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

const isHead = (item: Item): boolean => item['sk']?.S === sort.head;

const countsIn = (items: readonly Item[]): RunCounts =>
  countedPages(
    items.find(isHead),
    items.filter((item) => !isHead(item)),
  ).reduce(addPage, noCounts);

function isPageComplete(page: Item): boolean {
  const done = page['done']?.NS?.length ?? 0;
  const last = page['lastBatch']?.N;
  return done === (last === undefined ? batchesPerPage : (Number(last) % batchesPerPage) + 1);
}
