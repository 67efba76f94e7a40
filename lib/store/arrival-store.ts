import type { ArrivalStore } from '../feeds/arrival.ts';
import { partition, sort } from './keys.ts';
import { type Table, text } from './table.ts';

/** The last arrival of each source: one item per source, replaced by each run. */
export const createArrivalStore = (table: Table): ArrivalStore => ({
  async note(source, { at, runId }) {
    await table.put(
      { pk: text(partition.source(source)), sk: text(sort.arrival), arrivedAt: text(at), runId: text(runId) },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR arrivedAt < :at',
        ExpressionAttributeValues: { ':at': text(at) },
      },
    );
  },
  async read(source) {
    const item = await table.get(partition.source(source), sort.arrival);
    return (
      item && {
        at: item['arrivedAt']?.S ?? '',
        runId: item['runId']?.S ?? '',
        reportedAt: item['reportedAt']?.S,
      }
    );
  },
  async noteReport(source, read, reportedAt) {
    const noted = await table.update(partition.source(source), sort.arrival, {
      UpdateExpression: 'SET reportedAt = :now',
      ConditionExpression: `arrivedAt = :at AND ${read.reportedAt ? 'reportedAt = :before' : 'attribute_not_exists(reportedAt)'}`,
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
