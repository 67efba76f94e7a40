import { partition, sort } from './keys.ts';
import { onlyIfAbsent, type Table, text } from './table.ts';

interface StoredDataKey {
  readonly encrypted: Uint8Array;
  readonly retiredAt?: string | undefined;
}

/** Encrypted data keys in the table: `KEYS` / `DATA#<number>`. None is ever deleted, because backups need them. */
export const createDataKeyStore = (table: Table) => ({
  async list(): Promise<ReadonlyMap<number, StoredDataKey>> {
    const keys = new Map<number, StoredDataKey>();
    const items = table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.keys) },
      ConsistentRead: true,
    });
    for await (const item of items) {
      const encrypted = item['body']?.B;
      const number = Number((item['sk']?.S ?? '').slice(sort.dataKeys.length));
      if (encrypted) keys.set(number, { encrypted, retiredAt: item['retiredAt']?.S });
    }
    return keys;
  },
  async add(number: number, encrypted: Uint8Array): Promise<void> {
    const key = { pk: text(partition.keys), sk: text(sort.dataKey(number)) };
    await table.put({ ...key, body: { B: encrypted } }, onlyIfAbsent);
  },
  async retire(number: number, at: string): Promise<void> {
    await table.update(partition.keys, sort.dataKey(number), {
      UpdateExpression: 'SET retiredAt = :at',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(retiredAt)',
      ExpressionAttributeValues: { ':at': text(at) },
    });
  },
  async pepperMark(mark: string): Promise<string> {
    const known = async () => (await table.get(partition.keys, sort.pepper))?.['mark']?.S;
    const before = await known();
    if (before !== undefined) return before;
    await table.put({ pk: text(partition.keys), sk: text(sort.pepper), mark: text(mark) }, onlyIfAbsent);
    return (await known()) ?? mark;
  },
});
