import type { Run } from '../feeds/run.ts';
import type { Source } from '../shared/source.ts';
import { partition } from './keys.ts';
import { type Item, type Table, text } from './table.ts';

/**
 * The entry of a run in the list of its source. Ids of runs begin with their instant, so that they sort by time; the newest is
 * the last arrival of the source (`arrival-store.ts`).
 */
export const runListEntry = ({
  source,
  runId,
  startedAt,
}: Pick<Run, 'source' | 'runId' | 'startedAt'>): Item => ({
  pk: text(partition.runs(source)),
  sk: text(runId),
  arrivedAt: text(startedAt),
});

/** Ids of runs by source, newest first. Runs that an earlier release opened are not listed. */
export const createRunList = (table: Table) => ({
  /** At most `limit` ids of the sources together, older than the id `after`. */
  async newest(
    sources: readonly Source[],
    { after, limit }: { after?: string | undefined; limit: number },
  ): Promise<string[]> {
    const lists = await Promise.all(
      sources.map((source) =>
        Array.fromAsync(
          table.query({
            KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :after',
            ExpressionAttributeValues: {
              ':pk': text(partition.runs(source)),
              ...(after !== undefined && { ':after': text(after) }),
            },
            ScanIndexForward: false,
            Limit: limit,
          }),
        ),
      ),
    );
    const ids = lists.flat().map((item) => item['sk']?.S ?? '');
    return ids.sort((a, b) => (a < b ? 1 : -1)).slice(0, limit);
  },
});
