import type { SubjectKey } from '../credit-file/facts/subject.ts';
import type { Category } from '../shared/category.ts';
import { partition } from './keys.ts';
import { type Table, text } from './table.ts';

/** Which file stands behind an id that a receiver knows: the id is a hash, and says nothing of it. */
export interface ReceiverIdStore {
  /** Before a receiver first hears of the id; noting it again changes nothing. */
  note(id: string, subject: SubjectKey): Promise<void>;
  /** Undefined for an id that was first told by a release that did not note it. */
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
