import { partition } from './keys.ts';
import { onlyIfAbsent, type Table, text } from './table.ts';

/** Encrypted data keys in the table: `KEYS` / `DATA#<number>`. */
export const createKeyShelf = (table: Table) => ({
  async list(): Promise<ReadonlyMap<number, Uint8Array>> {
    const keys = new Map<number, Uint8Array>();
    const items = table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.keys) },
      ConsistentRead: true,
    });
    for await (const item of items) {
      if (item['body']?.B) keys.set(Number((item['sk']?.S ?? '').slice('DATA#'.length)), item['body'].B);
    }
    return keys;
  },
  async addFirst(encrypted: Uint8Array): Promise<void> {
    await table.put({ pk: text(partition.keys), sk: text('DATA#1'), body: { B: encrypted } }, onlyIfAbsent);
  },
});
