import type { ArrivalStore } from '../feeds/arrival.ts';
import { partition, sort } from './keys.ts';
import { type Item, type Table, text } from './table.ts';

/** The last arrival of each source: the newest entry of the list of its runs. */
export const createArrivalStore = (table: Table): ArrivalStore => ({
  async read(source) {
    const newest = table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.runs(source)) },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    });
    for await (const entry of newest)
      if (entry['arrivedAt']) return { ...arrivalOf(entry, 'sk'), reportedAt: entry['reportedAt']?.S };
    const earlier = await table.get(partition.source(source), sort.arrival);
    return earlier && arrivalOf(earlier, 'runId');
  },
  async noteReport(source, read, reportedAt) {
    const noted = await table.update(partition.runs(source), read.runId, {
      UpdateExpression: 'SET reportedAt = :now, arrivedAt = :at',
      ConditionExpression: read.reportedAt ? 'reportedAt = :before' : 'attribute_not_exists(reportedAt)',
      ExpressionAttributeValues: {
        ':now': text(reportedAt),
        ':at': text(read.at),
        ...(read.reportedAt && { ':before': text(read.reportedAt) }),
      },
      tookEffect: (item) => item['reportedAt']?.S === reportedAt,
    });
    return noted !== undefined;
  },
});

/** @param id the attribute with the id of the run. An earlier release had an item of its own for the last arrival. */
const arrivalOf = (item: Item, id: 'sk' | 'runId') => ({
  at: item['arrivedAt']?.S ?? '',
  runId: item[id]?.S ?? '',
});
