import { createHash } from 'node:crypto';
import { partition, sort } from './keys.ts';
import { type Table, text } from './table.ts';

/** The names of officers as their tokens last gave them: decisions store who decided as `sub`, notices print the name. */
export interface OfficerStore {
  note(sub: string, name: string): Promise<void>;
  nameOf(sub: string): Promise<string | undefined>;
}

/** An issuer may use any text as `sub`, so keys contain its digest. */
const keyOf = (sub: string): string =>
  partition.officer(createHash('sha256').update(sub).digest('base64url'));

export const createOfficerStore = (table: Table): OfficerStore => ({
  async note(sub, name) {
    await table.put(
      { pk: text(keyOf(sub)), sk: text(sort.head), name: text(name) },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR #name <> :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': text(name) },
      },
    );
  },
  async nameOf(sub) {
    return (await table.get(keyOf(sub), sort.head))?.['name']?.S;
  },
});
