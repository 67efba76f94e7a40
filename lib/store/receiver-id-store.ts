import type { SubjectKey } from '../credit-file/facts/subject.ts';
import type { Category } from '../shared/category.ts';
import { partition } from './keys.ts';
import { type Table, text } from './table.ts';

/** Which file stands behind an id that a receiver knows: the id is a hash, and says nothing of it. */
export interface ToldStore {
  /** Before a receiver first hears of the id; noting it again changes nothing. */
  note(id: string, subject: SubjectKey): Promise<void>;
  /** Undefined for an id that was first told by a release that did not note it. */
  find(id: string): Promise<SubjectKey | undefined>;
}

export const createToldStore = (table: Table): ToldStore => ({
  async note(id, { party, category }) {
    await table.put({ pk: text(partition.told(id)), sk: text(`${category}.${party}`) });
  },
  async find(id) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.told(id)) },
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
