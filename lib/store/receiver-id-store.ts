import { type SubjectKey, subjectIn, subjectText } from '../credit-file/facts/subject.ts';
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
  async note(id, subject) {
    await table.put({ pk: text(partition.receiverId(id)), sk: text(subjectText(subject)) });
  },
  async find(id) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.receiverId(id)) },
      ConsistentRead: true,
      Limit: 1,
    });
    for await (const item of items) return subjectIn(item['sk']?.S ?? '');
    return undefined;
  },
});
