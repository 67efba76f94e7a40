import type { CandidateMatch, GoneEntry, ListHead, ListStore, MatchStore, SeenEntry } from '../feeds/list.ts';
import { namesakesOf } from '../feeds/list-entry.ts';
import { agendaShardOf, partition, sort } from './keys.ts';
import { type Condition, type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

/** Full lists on DynamoDB: their entries by batch, and the entries that are missing from the newest list. */
export const createListStore = (table: Table): ListStore => ({
  async head(list) {
    const item = await table.get(partition.list(list), sort.head);
    return item && bodyOf<ListHead>(item);
  },
  moveHead: (list, from, to) =>
    table.put(
      { ...keyed(partition.list(list), sort.head), run: text(to.runId), body: text(JSON.stringify(to)) },
      from
        ? { ConditionExpression: 'run = :run', ExpressionAttributeValues: { ':run': text(from.runId) } }
        : onlyIfAbsent,
    ),
  async addSeen(runId, batch, entries) {
    await table.put({
      ...keyed(partition.run(runId), sort.seen(batch)),
      body: text(entries.map(({ entry, party }) => (party ? `${entry} ${party}` : entry)).join('\n')),
    });
  },
  async *seen(runId) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :seen)',
      ExpressionAttributeValues: { ':pk': text(partition.run(runId)), ':seen': text('SEEN#') },
      ConsistentRead: true,
    });
    for await (const item of items) {
      for (const line of (item['body']?.S ?? '').split('\n').filter(Boolean)) {
        const [entry = '', party] = line.split(' ');
        yield { entry, party } satisfies SeenEntry;
      }
    }
  },
  async readGone(list, entry) {
    const item = await table.get(partition.list(list), sort.gone(entry));
    return item && goneOf(item);
  },
  putGone: (gone) => table.put(goneItem(gone), gone.revision === 1 ? onlyIfAbsent : ifRevisionBefore(gone)),
  goneOf: async (list, namesakes) => {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :gone)',
      ExpressionAttributeValues: {
        ':pk': text(partition.list(list)),
        ':gone': text(sort.gone(namesakes)),
      },
      ConsistentRead: true,
    });
    return (await Array.fromAsync(items)).map(goneOf).filter(({ entry }) => namesakesOf(entry) === namesakes);
  },
  async *gone(list) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :gone)',
      ExpressionAttributeValues: { ':pk': text(partition.list(list)), ':gone': text('GONE#') },
      ConsistentRead: true,
    });
    for await (const item of items) yield goneOf(item);
  },
});

/** Decisions about rows whose subject is known in part. */
export const createMatchStore = (table: Table): MatchStore => ({
  async read(entry) {
    const item =
      (await table.get(partition.match(entry), sort.match)) ??
      (await table.get(partition.match(namesakesOf(entry)), sort.match));
    return (item && bodyOf<CandidateMatch | null>(item)) ?? undefined;
  },
  async waitedBefore(namesakes, statement) {
    const item = await table.get(partition.match(namesakes), sort.waits(statement));
    return item?.['row']?.S;
  },
  async waits(entry, statement, rowId) {
    const key = keyed(partition.match(entry), sort.waits(statement));
    if (await table.put({ ...key, row: text(rowId) }, onlyIfAbsent)) return rowId;
    const item = await table.get(partition.match(entry), sort.waits(statement));
    return item?.['row']?.S ?? rowId;
  },
  waitsInstead: (entry, statement, { of, now }) =>
    table.put(
      { ...keyed(partition.match(entry), sort.waits(statement)), row: text(now) },
      {
        ConditionExpression: '#row = :of',
        ExpressionAttributeNames: { '#row': 'row' },
        ExpressionAttributeValues: { ':of': text(of) },
      },
    ),
  async write(entry, match) {
    await table.put({
      ...keyed(partition.match(entry), sort.match),
      body: text(JSON.stringify(match ?? null)),
    });
  },
});

const keyed = (pk: string, sk: string): Item => ({ pk: text(pk), sk: text(sk) });

const bodyOf = <T>(item: Item): T => JSON.parse(item['body']?.S ?? 'null') as T;

const ifRevisionBefore = ({ revision }: GoneEntry): Condition => ({
  ConditionExpression: 'revision = :before',
  ExpressionAttributeValues: { ':before': number(revision - 1) },
});

function goneItem(gone: GoneEntry): Item {
  const pk = partition.list(gone.list);
  return {
    ...keyed(pk, sort.gone(gone.entry)),
    revision: number(gone.revision),
    body: text(JSON.stringify(gone)),
    ...((gone.state === 'waiting' || gone.state === 'deciding') && {
      agendaShard: text(agendaShardOf(gone.entry, 'R')),
      agendaAt: text([gone.source, 'suspected-removal', gone.wentOn, gone.entry].join('#')),
    }),
  };
}

const goneOf = (item: Item): GoneEntry => ({
  ...bodyOf<GoneEntry>(item),
  revision: Number(item['revision']?.N),
});
