import {
  batchesPerPage,
  noCounts,
  pageOfBatch,
  type Run,
  type RunCounts,
  type RunProgress,
  type RunStore,
} from '../feeds/run.ts';
import { unmatchedSet } from './earlier-forms.ts';
import { agendaShardOf, partition, sort } from './keys.ts';
import { isInRanges, writeRanges } from './row-ranges.ts';
import { runEntry } from './run-activity.ts';
import { type Item, number, numbers, onlyIfAbsent, type Table, text } from './table.ts';

/** Seconds without progress after which the sweep looks after a run. */
const stalledAfterSeconds = 60;
/**
 * The number of complete pages that a head lists one by one. Beyond it, pages without a gap are stored as one number.
 */
const listedPages = 16;

/** Runs on DynamoDB: a head, pages of counts, and the rows that wait for an officer. */
export function createRunStore(table: Table): RunStore {
  const readPages = async (runId: string): Promise<Item[]> =>
    Array.fromAsync(
      table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :page)',
        ExpressionAttributeValues: { ':pk': text(partition.run(runId)), ':page': text('PAGE#') },
        ConsistentRead: true,
      }),
    );

  const counts = async (runId: string): Promise<RunCounts> =>
    (await readPages(runId)).reduce(addPage, noCounts);

  const update: RunStore['update'] = async (runId, change, from) => {
    const before = await table.get(partition.run(runId), sort.head);
    if (!before) return undefined;
    const run = { ...runOf(before), ...change };
    if (!from.includes(runOf(before).status)) return undefined;
    const item = headItem(run, Number(before['revision']?.N) + 1);
    const written = await table.put(
      { ...item, ...pagesIn(before) },
      {
        ConditionExpression: 'revision = :before',
        ExpressionAttributeValues: { ':before': before['revision'] ?? number(0) },
      },
    );
    return written ? run : update(runId, change, from);
  };

  /** Keeps the head small for any size of file: complete pages without a gap are stored as one number. */
  const foldPages = async (runId: string, head: Item): Promise<void> => {
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
  };

  return {
    async create(run) {
      await table.put(headItem(run, 1), onlyIfAbsent);
    },
    async read(runId) {
      const item = await table.get(partition.run(runId), sort.head);
      return item && runOf(item);
    },
    update,
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
      return item !== undefined && isPageComplete(item);
    },
    async completePage(runId, page) {
      const written = await table.update(partition.run(runId), sort.head, {
        UpdateExpression: 'ADD pagesDone :page, revision :one',
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(pagesGapless) OR pagesGapless <= :number)',
        ExpressionAttributeValues: { ':page': numbers([page]), ':number': number(page), ':one': number(1) },
      });
      if (written) await foldPages(runId, written);
      const item = written ?? (await table.get(partition.run(runId), sort.head));
      return item && isRunComplete(item) ? runOf(item) : undefined;
    },
    async progress(runId) {
      return progressOf((await table.get(partition.run(runId), sort.head)) ?? {});
    },
    async isComplete(runId) {
      const item = await table.get(partition.run(runId), sort.head);
      return item !== undefined && isRunComplete(item);
    },
    counts,
    async matchLater(runId, row, batch) {
      await table.update(partition.run(runId), sort.page(pageOfBatch(batch)), {
        UpdateExpression: 'ADD matchedRows :row',
        ExpressionAttributeValues: { ':row': numbers([row]) },
      });
    },
    async settleRow(runId, { row, batch, became }) {
      const sets = Object.entries(laterSets);
      const change = sets.map(([kind, name]) => `${kind === became ? 'ADD' : 'DELETE'} ${name} :row`);
      const [added, ...deleted] = [
        change.filter((part) => part.startsWith('ADD')).join(''),
        ...change.filter((part) => part.startsWith('DELETE')).map((part) => part.slice('DELETE '.length)),
      ];
      await table.update(partition.run(runId), sort.page(pageOfBatch(batch)), {
        UpdateExpression: `${added} DELETE ${deleted.join(', ')}`.trim(),
        ExpressionAttributeValues: { ':row': numbers([row]) },
      });
    },
  };
}

function headItem(run: Run, revision: number): Item {
  const pk = partition.run(run.runId);
  const waits = run.status === 'running' || run.comparison === 'due';
  const at = new Date(new Date(run.movedAt).getTime() + stalledAfterSeconds * 1000).toISOString();
  return {
    pk: text(pk),
    sk: text(sort.head),
    revision: number(revision),
    body: text(JSON.stringify(run)),
    ...(waits ? { agendaShard: text(agendaShardOf(pk)), agendaAt: text(at) } : runEntry(run)),
  };
}

const runOf = (item: Item): Run => JSON.parse(item['body']?.S ?? 'null') as Run;

function isPageComplete(page: Item): boolean {
  const done = page['done']?.NS?.length ?? 0;
  const last = page['lastBatch']?.N;
  return done === (last === undefined ? batchesPerPage : (Number(last) % batchesPerPage) + 1);
}

function isRunComplete(head: Item): boolean {
  const { batches } = runOf(head);
  return batches !== undefined && progressOf(head).pages === Math.ceil(batches / batchesPerPage);
}

/** The complete pages, which are attributes beside the body: one number up to the first gap, and a set after it. */
function pagesIn({ pagesGapless, pagesDone }: Item): Item {
  return { ...(pagesGapless && { pagesGapless }), ...(pagesDone && { pagesDone }) };
}

function progressOf(head: Item): RunProgress {
  const folded = Number(head['pagesGapless']?.N ?? 0);
  const listed = new Set(head['pagesDone']?.NS?.map(Number));
  let gapless = folded;
  while (listed.has(gapless)) gapless++;
  return { pages: folded + listed.size, gapless };
}

/** Prefix of the attributes of a page that contain the unmatched rows of each of its batches. */
const unmatchedPrefix = 'unmatchedRows';

/** Rows that an officer corrected, by their outcome. */
const laterSets = {
  accepted: 'acceptedLater',
  duplicate: 'duplicateLater',
  unmatched: 'unmatchedLater',
} as const;

/**
 * Adds the counts of a page. Rows that were unmatched and have found their subject since count as accepted. Corrected
 * rows count by their outcome.
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
  const moved = [...rowsOf('matchedRows')].filter(isUnmatched).length;
  return {
    received: sum.received + count('received'),
    accepted: sum.accepted + count('accepted') + later.accepted + moved,
    duplicates: sum.duplicates + count('duplicates') + later.duplicate,
    unmatched: sum.unmatched + count('unmatched') + later.unmatched - moved,
    quarantined: sum.quarantined + count('quarantined') - later.accepted - later.duplicate - later.unmatched,
  };
}
