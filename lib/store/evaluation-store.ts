import type { Evaluation, ShardWork } from '../evaluation/evaluation.ts';
import { partition, sort } from './keys.ts';
import { isAsWritten, putMarked, saidBy } from './marked-item.ts';
import { type Item, type Table, text } from './table.ts';

/** One walk of all shards. */
export type Walk = Pick<ShardWork<unknown>, 'rehearsal' | 'phase' | 'part'>;

/** A release of a prefecture has shards of its own: `publish-part.1`. */
const walkOf = ({ phase, part }: Omit<Walk, 'rehearsal'>): string =>
  part === undefined ? phase : `${phase}.${part}`;

/** Evaluations of cycles and the progress of their shards. Every write is conditional on the revision. */
export interface EvaluationStore {
  read(name: string): Promise<Evaluation | undefined>;
  /** Trials first, then the newest year. */
  list(): Promise<Evaluation[]>;
  /** Names of all evaluations and trials, including those whose item cannot be read. */
  names(): Promise<string[]>;
  /** False when another writer was faster. */
  put(evaluation: Evaluation): Promise<boolean>;
  readShard<Found>(
    name: string,
    work: Pick<ShardWork<Found>, 'rehearsal' | 'phase' | 'part' | 'shard'>,
  ): Promise<ShardWork<Found> | undefined>;
  putShard(name: string, work: ShardWork<unknown>): Promise<boolean>;
  /** Keys of items of a cycle whose digest does not match their content. */
  changed(name: string): Promise<string[]>;
  /** The findings of the shards of a phase so far. */
  shards<Found>(name: string, work: Walk): Promise<ShardWork<Found>[]>;
}

export const createEvaluationStore = (table: Table): EvaluationStore => ({
  async read(name) {
    const item = await table.get(partition.cycles, sort.evaluation(name));
    return item && saidBy<Evaluation>(item);
  },
  async list() {
    return (await headsOf(table)).map((item) => saidBy<Evaluation>(item));
  },
  async names() {
    return (await headsOf(table)).map((item) => (item['sk']?.S ?? '').slice(sort.evaluation('').length));
  },
  put: (evaluation) => putMarked(table, partition.cycles, sort.evaluation(evaluation.name), evaluation),
  async readShard<Found>(
    name: string,
    { rehearsal, shard, ...walk }: Pick<ShardWork<Found>, 'rehearsal' | 'phase' | 'part' | 'shard'>,
  ) {
    const item = await table.get(partition.cycle(name), sort.shard(rehearsal, walkOf(walk), shard));
    return item && saidBy<ShardWork<Found>>(item);
  },
  putShard: (name, work) =>
    putMarked(table, partition.cycle(name), sort.shard(work.rehearsal, walkOf(work), work.shard), work),
  async changed(name) {
    const items = await Array.fromAsync(
      table.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(partition.cycle(name)) },
        ConsistentRead: true,
      }),
    );
    const head = await table.get(partition.cycles, sort.evaluation(name));
    return [...items, ...(head ? [head] : [])]
      .filter((item) => !isAsWritten(item))
      .map((item) => item['sk']?.S ?? '');
  },
  async shards<Found>(name: string, { rehearsal, ...walk }: Walk) {
    const items = await Array.fromAsync(
      table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :phase)',
        ExpressionAttributeValues: {
          ':pk': text(partition.cycle(name)),
          ':phase': text(sort.shardsOf(rehearsal, walkOf(walk))),
        },
        ConsistentRead: true,
      }),
    );
    return items.map((item) => saidBy<ShardWork<Found>>(item));
  },
});

/** Trials first, then the newest year. */
const headsOf = (table: Table): Promise<Item[]> =>
  Array.fromAsync(
    table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.cycles) },
      ConsistentRead: true,
      ScanIndexForward: false,
    }),
  );
