import type { PassShard, Rotation } from '../rotation/rotation.ts';
import { partition, sort } from './keys.ts';
import { putMarked, saidBy } from './marked-item.ts';
import { type Table, text } from './table.ts';

/** Rotations of the data key and the progress of their shards. Every write is conditional on the revision. */
export interface RotationStore {
  read(number: number): Promise<Rotation | undefined>;
  newest(): Promise<Rotation | undefined>;
  /** False when another writer was faster. */
  put(rotation: Rotation): Promise<boolean>;
  readShard(number: number, work: Pick<PassShard, 'pass' | 'shard'>): Promise<PassShard | undefined>;
  putShard(number: number, work: PassShard): Promise<boolean>;
  /** The findings of the shards of a pass so far. */
  shards(rotation: Pick<Rotation, 'number' | 'pass'>): Promise<PassShard[]>;
}

export const createRotationStore = (table: Table): RotationStore => ({
  async read(number) {
    const item = await table.get(partition.rotations, sort.rotation(number));
    return item && saidBy<Rotation>(item);
  },
  async newest() {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.rotations) },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    });
    for await (const item of items) return saidBy<Rotation>(item);
    return undefined;
  },
  put: (rotation) => putMarked(table, partition.rotations, sort.rotation(rotation.number), rotation),
  async readShard(number, { pass, shard }) {
    const item = await table.get(partition.rotation(number), sort.passShard(pass, shard));
    return item && saidBy<PassShard>(item);
  },
  putShard: (number, work) =>
    putMarked(table, partition.rotation(number), sort.passShard(work.pass, work.shard), work),
  async shards({ number, pass }) {
    const items = await Array.fromAsync(
      table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :pass)',
        ExpressionAttributeValues: {
          ':pk': text(partition.rotation(number)),
          ':pass': text(sort.passShards(pass)),
        },
        ConsistentRead: true,
      }),
    );
    return items.map((item) => saidBy<PassShard>(item));
  },
});
