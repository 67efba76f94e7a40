import { type AgendaKind, agendaShards } from './keys.ts';
import { type Table, text } from './table.ts';

/** A place in the index of what waits. */
export interface WaitingKey {
  readonly pk: string;
  readonly sk: string;
  readonly at: string;
}

/** What waits for a person, oldest first within a prefix, from all shards of the index. */
export interface WaitingStore {
  list(
    kind: AgendaKind,
    options: { prefix: string; limit: number; after?: string | undefined; before?: string | undefined },
  ): Promise<{ keys: WaitingKey[]; next?: string }>;
  /** Goes through all that wait, keys alone. */
  all(kind: AgendaKind): AsyncIterable<WaitingKey>;
}

const shardsOf = (kind: AgendaKind): string[] =>
  Array.from({ length: agendaShards }, (_, shard) => `${kind}${shard}`);

/** Behind everything that begins with the prefix. */
const endOf = (prefix: string): string => `${prefix}\u{10FFFF}`;

export const createWaitingStore = (table: Table): WaitingStore => ({
  async list(kind, { prefix, limit, after, before = endOf(prefix) }) {
    // A key of an index is never empty.
    const from = after ?? prefix;
    const pages = await Promise.all(
      shardsOf(kind).map((shard) =>
        Array.fromAsync(
          table.query({
            IndexName: 'agenda',
            KeyConditionExpression: from
              ? 'agendaShard = :shard AND agendaAt BETWEEN :from AND :to'
              : 'agendaShard = :shard AND agendaAt <= :to',
            ExpressionAttributeValues: {
              ':shard': text(shard),
              ...(from && { ':from': text(from) }),
              ':to': text(before),
            },
            Limit: limit + 1,
          }),
        ),
      ),
    );
    const keys = pages
      .flat()
      .map(keyOf)
      .filter(({ at }) => after === undefined || at > after)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
    const shown = keys.slice(0, limit);
    const last = shown.at(-1);
    return { keys: shown, ...(keys.length > limit && last && { next: last.at }) };
  },
  async *all(kind) {
    for (const shard of shardsOf(kind)) {
      const items = table.query({
        IndexName: 'agenda',
        KeyConditionExpression: 'agendaShard = :shard',
        ExpressionAttributeValues: { ':shard': text(shard) },
      });
      for await (const item of items) yield keyOf(item);
    }
  },
});

const keyOf = (item: Readonly<Record<string, { S?: string | undefined }>>): WaitingKey => ({
  pk: item['pk']?.S ?? '',
  sk: item['sk']?.S ?? '',
  at: item['agendaAt']?.S ?? '',
});
