import type { CaseDue } from '../credit-file/cases/case-state.ts';
import type { PartyKey } from '../credit-file/facts/subject.ts';
import type { RowId } from '../feeds/quarantine.ts';
import type { Source } from '../shared/source.ts';
import { agendaShards, keyBytesMost, partition, sort } from './keys.ts';
import { type Table, text } from './table.ts';

/**
 * What waits: rows for an officer, suspected removals, decisions whose subject has no credit file yet, open cases, acts
 * for a second officer.
 */
export interface Waiting {
  readonly Q: RowId;
  readonly R: { readonly list: string; readonly entry: string };
  readonly U: { readonly party: PartyKey; readonly fact: string };
  readonly C: { readonly party: PartyKey; readonly fact: string; readonly due: CaseDue };
  readonly V: { readonly about: string; readonly digest: string };
}
export type WaitingKind = keyof Waiting;

/** Source and reason of a waiting entry, and since when it waits: an instant or a day. */
export interface WaitingSince {
  readonly source: Source;
  readonly reason: string;
  readonly since: string;
}

/** Waiting entries, oldest first within a prefix, from all shards of the index. */
export interface WaitingStore {
  list<K extends WaitingKind>(
    kind: K,
    options: { prefix: string; limit: number; after?: string | undefined; before?: string | undefined },
  ): Promise<{ keys: (Waiting[K] & { readonly at: string })[]; next?: string }>;
  /** All waiting entries of a kind. Reads keys only. */
  all(kind: Exclude<WaitingKind, 'C' | 'V'>): AsyncIterable<WaitingSince>;
}

const shardsOf = (kind: WaitingKind): string[] =>
  Array.from({ length: agendaShards }, (_, shard) => `${kind}${shard}`);

/** A text that sorts after everything with the prefix. */
const endOf = (prefix: string): string => `${prefix}\u{10FFFF}`;

export const createWaitingStore = (table: Table): WaitingStore => ({
  async list(kind, { prefix, limit, after, before = endOf(prefix) }) {
    // DynamoDB refuses an empty key in an index.
    const from = after ?? prefix;
    // DynamoDB refuses a range whose bounds are reversed, and nothing sorts after a key of the greatest length.
    if (from > before || Buffer.byteLength(from) > keyBytesMost) return { keys: [] };
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
    return {
      keys: shown.map((key) => ({ ...places[kind](key), at: key.at })),
      ...(keys.length > limit && last && { next: last.at }),
    };
  },
  async *all(kind) {
    for (const shard of shardsOf(kind)) {
      const items = table.query({
        IndexName: 'agenda',
        KeyConditionExpression: 'agendaShard = :shard',
        ExpressionAttributeValues: { ':shard': text(shard) },
      });
      for await (const item of items) yield sinceOf(kind, keyOf(item));
    }
  },
});

interface Key {
  readonly pk: string;
  readonly sk: string;
  readonly at: string;
}

const keyOf = (item: Readonly<Record<string, { S?: string | undefined }>>): Key => ({
  pk: item['pk']?.S ?? '',
  sk: item['sk']?.S ?? '',
  at: item['agendaAt']?.S ?? '',
});

const behind = (key: string, start: string): string => key.slice(start.length);

/** What the key of an entry identifies, by kind. */
const places: { readonly [K in WaitingKind]: (key: Key) => Waiting[K] } = {
  Q: ({ pk, sk }) => ({ runId: behind(pk, partition.run('')), row: Number(behind(sk, 'ROW#')) }),
  R: ({ pk, sk }) => ({ list: behind(pk, partition.list('')), entry: behind(sk, sort.gone('')) }),
  U: ({ pk, sk }) => ({
    party: behind(pk, partition.party('' as PartyKey)) as PartyKey,
    fact: behind(sk, sort.fact('')),
  }),
  V: ({ pk, sk }) => ({
    about: behind(pk, partition.proposals('')),
    digest: behind(sk, sort.proposal('')),
  }),
  C: ({ pk, sk, at }) => {
    const [on, stage] = at.split('#');
    const due = { on, stage } as CaseDue;
    return { ...places.U({ pk, sk, at }), due };
  },
};

/** Entries are sorted by source, reason and age. Entries that wait for their subject have one reason. */
function sinceOf(kind: WaitingKind, { at }: Key): WaitingSince {
  const [source = '', ...rest] = at.split('#');
  const [reason = '', since = ''] = kind === 'U' ? ['unmatched', rest[0]] : rest;
  return { source: source as Source, reason, since };
}
