import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
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

export type Item = Record<string, AttributeValue>;

/**
 * The one table, with the few requests the product makes: strongly consistent reads, and conditional writes of one item
 * at a time.
 */
export interface Table {
  get(pk: string, sk: string): Promise<Item | undefined>;
  /** Partition keys of the given items that exist. Eventually consistent, a hundred items per request. */
  existing(keys: readonly { pk: string; sk: string }[]): Promise<ReadonlySet<string>>;
  /** False when the condition is not met. */
  put(item: Item, condition?: Condition): Promise<boolean>;
  /** The item as written. Undefined when the condition is not met. */
  update(pk: string, sk: string, change: Condition & { UpdateExpression: string }): Promise<Item | undefined>;
  query(input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Item>;
  scan(input: Omit<ScanCommandInput, 'TableName'>): Promise<{ items: Item[]; next?: Item }>;
}

export type Condition = Pick<
  PutItemCommandInput & UpdateItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });
export const numbers = (values: readonly number[]): AttributeValue => ({ NS: values.map(String) });

export const onlyIfAbsent: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

const keysPerRequest = 100;

/** The table by the AWS client. The SDK reads the endpoint from the environment. */
export function openTable(tableName: string, client = new DynamoDBClient({})): Table {
  return {
    async get(pk, sk) {
      const answer = await client.send(
        new GetItemCommand({
          TableName: tableName,
          Key: { pk: text(pk), sk: text(sk) },
          ConsistentRead: true,
        }),
      );
      return answer.Item;
    },
    async existing(keys) {
      const found = new Set<string>();
      let waiting = keys.map(({ pk, sk }) => ({ pk: text(pk), sk: text(sk) }));
      while (waiting.length > 0) {
        const Keys = waiting.slice(0, keysPerRequest);
        const answer = await client.send(
          new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys, ProjectionExpression: 'pk' } } }),
        );
        for (const item of answer.Responses?.[tableName] ?? []) found.add(item['pk']?.S ?? '');
        const left = (answer.UnprocessedKeys?.[tableName]?.Keys ?? []) as typeof waiting;
        waiting = [...left, ...waiting.slice(keysPerRequest)];
      }
      return found;
    },
    put: (item, condition = {}) =>
      unlessConditionFails(async () => {
        await client.send(new PutItemCommand({ TableName: tableName, Item: item, ...condition }));
        return true;
      }, false),
    update: (pk, sk, change) =>
      unlessConditionFails(async () => {
        const command = new UpdateItemCommand({
          TableName: tableName,
          Key: { pk: text(pk), sk: text(sk) },
          ReturnValues: 'ALL_NEW',
          ...change,
        });
        return (await client.send(command)).Attributes;
      }, undefined),
    async *query(input) {
      let from: Item | undefined;
      do {
        const answer = await client.send(
          new QueryCommand({ TableName: tableName, ...input, ...(from && { ExclusiveStartKey: from }) }),
        );
        yield* answer.Items ?? [];
        from = answer.LastEvaluatedKey;
      } while (from && input.Limit === undefined);
    },
    async scan(input) {
      const answer = await client.send(new ScanCommand({ TableName: tableName, ...input }));
      return { items: answer.Items ?? [], ...(answer.LastEvaluatedKey && { next: answer.LastEvaluatedKey }) };
    },
  };
}

async function unlessConditionFails<T, E>(write: () => Promise<T>, otherwise: E): Promise<T | E> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return otherwise;
    throw error;
  }
}
