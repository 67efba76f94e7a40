import { setTimeout as wait } from 'node:timers/promises';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { wasRetried } from '../shared/aws-fault.ts';
import { awsLimits } from '../shared/aws-limits.ts';
import { batchGet } from './batch-get.ts';
import { isSameItem } from './same-item.ts';
import { answered, tableFault } from './table-fault.ts';

export type Item = Record<string, AttributeValue>;

/**
 * The one table, with the few requests the product makes: strongly consistent reads, and conditional writes of one item
 * at a time. The SDK makes four attempts; after them a request throws a Fault `store-unavailable` or `access-refused`.
 *
 * DynamoDB may do a write whose answer is then lost. The condition of the SDK's next attempt fails on the item that the
 * first one wrote. Therefore, when a condition fails at a later attempt, the item that is there is compared with what was
 * to be written (`put`, `Change.tookEffect`).
 */
export interface Table {
  get(pk: string, sk: string): Promise<Item | undefined>;
  /** Partition keys of the given items that exist. Eventually consistent, a hundred items per request. */
  existing(keys: readonly { pk: string; sk: string }[]): Promise<ReadonlySet<string>>;
  /** The given items that exist, in any order. */
  getAll(keys: readonly { pk: string; sk: string }[]): Promise<Item[]>;
  /** False when the condition is not met. */
  put(item: Item, condition?: Condition): Promise<boolean>;
  /** The item as written. Undefined when the condition is not met. */
  update(pk: string, sk: string, change: Change): Promise<Item | undefined>;
  /**
   * Removes an item; false when the condition is not met. Only copies are removed (`Store` in `infra/constructs/store.ts`
   * grants it to one function).
   */
  remove(pk: string, sk: string, condition: Condition): Promise<boolean>;
  /** `onFurtherPage` is called before each page but the first: what follows is read at a later instant. */
  query(input: Omit<QueryCommandInput, 'TableName'>, onFurtherPage?: () => void): AsyncGenerator<Item>;
  scan(input: Omit<ScanCommandInput, 'TableName'>): Promise<{ items: Item[]; next?: Item }>;
}

export type Condition = Pick<
  PutItemCommandInput & UpdateItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

export interface Change extends Condition {
  readonly UpdateExpression: string;
  /**
   * Whether an item is as this change leaves it. Needed where the caller acts differently when another writer made the
   * change. Without it, a lost answer makes the change look like one of another writer.
   */
  readonly tookEffect?: (item: Item) => boolean;
}

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const numbers = (values: readonly number[]): AttributeValue => ({ NS: values.map(String) });

export const onlyIfAbsent: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

/**
 * The table by the AWS client. The SDK reads the endpoint from the environment.
 * @param pause waits for some milliseconds
 */
export function openTable(
  tableName: string,
  client = new DynamoDBClient(awsLimits),
  pause: (milliseconds: number) => Promise<unknown> = wait,
): Table {
  const get = async (pk: string, sk: string): Promise<Item | undefined> => {
    const Key = { pk: text(pk), sk: text(sk) };
    const command = new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true });
    return (await answered(client.send(command))).Item;
  };
  /** The current item, if an earlier attempt of the same request took effect. */
  const effectOf = async (
    error: unknown,
    { pk, sk, tookEffect }: { pk: string; sk: string; tookEffect: Change['tookEffect'] },
  ): Promise<Item | undefined> => {
    if (!(error instanceof ConditionalCheckFailedException)) throw tableFault(error);
    const item = tookEffect && wasRetried(error) ? await get(pk, sk) : undefined;
    return item && tookEffect?.(item) ? item : undefined;
  };
  return {
    get,
    async existing(keys) {
      const items = await batchGet(keys, { client, tableName, pause, onlyKeys: true });
      return new Set(items.map((item) => item['pk']?.S ?? ''));
    },
    async getAll(keys) {
      const [only, another] = keys;
      if (!only || another) return batchGet(keys, { client, tableName, pause });
      const item = await get(only.pk, only.sk);
      return item ? [item] : [];
    },
    async put(item, condition = {}) {
      try {
        await client.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition }));
        return true;
      } catch (error) {
        const [pk = '', sk = ''] = [item['pk']?.S, item['sk']?.S];
        const stands = await effectOf(error, { pk, sk, tookEffect: (other) => isSameItem(item, other) });
        return stands !== undefined;
      }
    },
    async update(pk, sk, { tookEffect, ...change }) {
      try {
        const Key = { pk: text(pk), sk: text(sk) };
        const command = { TableName: tableName, Key, ReturnValues: 'ALL_NEW', ...change } as const;
        return (await client.send(new UpdateItemCommand(command))).Attributes;
      } catch (error) {
        return effectOf(error, { pk, sk, tookEffect });
      }
    },
    async remove(pk, sk, condition) {
      try {
        const Key = { pk: text(pk), sk: text(sk) };
        await client.send(new DeleteItemCommand({ TableName: tableName, Key, ...condition }));
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw tableFault(error);
        return wasRetried(error) && (await get(pk, sk)) === undefined;
      }
    },
    async *query(input, onFurtherPage) {
      let from: Item | undefined;
      do {
        if (from) onFurtherPage?.();
        const page = { TableName: tableName, ...input, ...(from && { ExclusiveStartKey: from }) };
        const answer = await answered(client.send(new QueryCommand(page)));
        yield* answer.Items ?? [];
        from = answer.LastEvaluatedKey;
      } while (from && input.Limit === undefined);
    },
    async scan(input) {
      const answer = await answered(client.send(new ScanCommand({ TableName: tableName, ...input })));
      return { items: answer.Items ?? [], ...(answer.LastEvaluatedKey && { next: answer.LastEvaluatedKey }) };
    },
  };
}
