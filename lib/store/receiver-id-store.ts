import type { SubjectKey } from '../credit-file/facts/subject.ts';
import type { Category } from '../shared/category.ts';
import { partition } from './keys.ts';
import { type Table, text } from './table.ts';

/** Maps the id that a receiver knows to its file. The id is a hash, so that the file cannot be derived from it. */
export interface ReceiverIdStore {
  /** Records an id before it is first delivered. Idempotent. */
  note(id: string, subject: SubjectKey): Promise<void>;
  /** Undefined for an id that was first delivered by a release that did not record ids. */
  find(id: string): Promise<SubjectKey | undefined>;
}

export const createReceiverIdStore = (table: Table): ReceiverIdStore => ({
  async note(id, { party, category }) {
    await table.put({ pk: text(partition.receiverId(id)), sk: text(`${category}.${party}`) });
  },
  async find(id) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.receiverId(id)) },
      ConsistentRead: true,
      Limit: 1,
    });
    for await (const item of items) {
      const [category, party] = (item['sk']?.S ?? '').split('.');
      return { category: category as Category, party: party as SubjectKey['party'] };
    }
    return undefined;
  },
});
