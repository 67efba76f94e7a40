import {
  batchesPerPage,
  noCounts,
  pageOfBatch,
  type Run,
  type RunCounts,
  type RunStore,
} from '../feeds/run.ts';
import { agendaShardOf, partition, sort } from './keys.ts';
import { type Item, number, numbers, onlyIfAbsent, type Table, text } from './table.ts';

/** A run that has not moved for this long is looked after by the sweep. */
const stalledAfterSeconds = 60;

/** Runs on DynamoDB: a head, pages of counts, and the rows that wait for a person. */
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
    const pages = before['pagesDone'];
    const written = await table.put(pages ? { ...item, pagesDone: pages } : item, {
      ConditionExpression: 'revision = :before',
      ExpressionAttributeValues: { ':before': before['revision'] ?? number(0) },
    });
    return written ? run : update(runId, change, from);
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
      const written = await table.update(partition.run(runId), sort.page(page), {
        UpdateExpression: `${isLast ? 'SET lastBatch = :number ' : ''}ADD done :batch, received :received, accepted :accepted, duplicates :duplicates, unmatched :unmatched, quarantined :quarantined${unmatchedRows.length > 0 ? ', unmatchedRows :rows' : ''}`,
        ConditionExpression: 'NOT contains(done, :number)',
        ExpressionAttributeValues: {
          ':batch': numbers([batch]),
          ':number': number(batch),
          ':received': number(added.received),
          ':accepted': number(added.accepted),
          ':duplicates': number(added.duplicates),
          ':unmatched': number(added.unmatched),
          ':quarantined': number(added.quarantined),
          ...(unmatchedRows.length > 0 && { ':rows': numbers(unmatchedRows) }),
        },
      });
      const item = written ?? (await table.get(partition.run(runId), sort.page(page)));
      return item !== undefined && isPageComplete(item);
    },
    async completePage(runId, page) {
      const item = await table.update(partition.run(runId), sort.head, {
        UpdateExpression: 'ADD pagesDone :page, revision :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':page': numbers([page]), ':one': number(1) },
      });
      return item && isRunComplete(item) ? runOf(item) : undefined;
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
    ...(waits && { agendaShard: text(agendaShardOf(pk)), agendaAt: text(at) }),
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
  return (
    batches !== undefined && (head['pagesDone']?.NS?.length ?? 0) === Math.ceil(batches / batchesPerPage)
  );
}

/** Rows that an officer corrected, by what they became. */
const laterSets = {
  accepted: 'acceptedLater',
  duplicate: 'duplicateLater',
  unmatched: 'unmatchedLater',
} as const;

/** Rows unmatched at first that found their subject since count as accepted; corrected ones as what they became. */
function addPage(sum: RunCounts, page: Item): RunCounts {
  const count = (name: string): number => Number(page[name]?.N ?? 0);
  const rowsOf = (name: string): Set<string> => new Set(page[name]?.NS ?? []);
  const later = {
    accepted: rowsOf(laterSets.accepted).size,
    duplicate: rowsOf(laterSets.duplicate).size,
    unmatched: rowsOf(laterSets.unmatched).size,
  };
  const unmatched = rowsOf('unmatchedRows').union(rowsOf(laterSets.unmatched));
  const moved = rowsOf('matchedRows').intersection(unmatched).size;
  return {
    received: sum.received + count('received'),
    accepted: sum.accepted + count('accepted') + later.accepted + moved,
    duplicates: sum.duplicates + count('duplicates') + later.duplicate,
    unmatched: sum.unmatched + count('unmatched') + later.unmatched - moved,
    quarantined: sum.quarantined + count('quarantined') - later.accepted - later.duplicate - later.unmatched,
  };
}
