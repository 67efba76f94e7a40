import { batchesPerPage, type RunPages, type RunProgress } from '../feeds/run.ts';
import { partition, sort } from './keys.ts';
import { itemOf, runOf } from './run-head.ts';
import { type Item, number, numbers, type Table } from './table.ts';

/**
 * The number of complete pages that a head lists one by one. Beyond it, pages without a gap are stored as one number.
 */
const listedPages = 16;

/** The pages of a run that are complete, recorded on its head. */
export const createRunPages = (table: Table): RunPages => ({
  async completePage(runId, page) {
    const written = await table.update(partition.run(runId), sort.head, {
      UpdateExpression: 'ADD pagesDone :page, revision :one',
      ConditionExpression:
        'attribute_exists(pk) AND (attribute_not_exists(pagesGapless) OR pagesGapless <= :number)',
      ExpressionAttributeValues: { ':page': numbers([page]), ':number': number(page), ':one': number(1) },
    });
    if (written) await foldPages(table, runId, written);
    const item = written ?? (await table.get(partition.run(runId), sort.head));
    return item && isRunComplete(item) ? runOf(item) : undefined;
  },
  async progress(runId) {
    return progressOf((await table.get(partition.run(runId), sort.head)) ?? {});
  },
  isComplete(run) {
    const item = itemOf(run);
    return item !== undefined && isRunComplete(item);
  },
});

/** Keeps the head small for any size of file: complete pages without a gap are stored as one number. */
async function foldPages(table: Table, runId: string, head: Item): Promise<void> {
  const listed = head['pagesDone']?.NS ?? [];
  const { gapless } = progressOf(head);
  const folded = listed.map(Number).filter((page) => page < gapless);
  if (listed.length < listedPages || folded.length === 0) return;
  const before = head['pagesGapless'];
  await table.update(partition.run(runId), sort.head, {
    UpdateExpression: 'SET pagesGapless = :gapless ADD revision :one DELETE pagesDone :folded',
    ConditionExpression: before ? 'pagesGapless = :before' : 'attribute_not_exists(pagesGapless)',
    ExpressionAttributeValues: {
      ':gapless': number(gapless),
      ':one': number(1),
      ':folded': numbers(folded),
      ...(before && { ':before': before }),
    },
  });
}

function isRunComplete(head: Item): boolean {
  const { batches } = runOf(head);
  return batches !== undefined && progressOf(head).pages === Math.ceil(batches / batchesPerPage);
}

function progressOf(head: Item): RunProgress {
  const folded = Number(head['pagesGapless']?.N ?? 0);
  const listed = new Set(head['pagesDone']?.NS?.map(Number));
  let gapless = folded;
  while (listed.has(gapless)) gapless++;
  return { pages: folded + listed.size, gapless };
}
