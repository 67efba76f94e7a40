import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Fault } from '../shared/fault.ts';
import { answered } from './table-fault.ts';

const keysPerRequest = 100;
/** Pauses in milliseconds before unprocessed keys are requested again, by how many requests in a row processed none. */
const pauses = [50, 100, 200, 400, 800, 1600];

interface BatchGetOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Only the partition keys, read eventually consistent. Without it, whole items by strongly consistent reads. */
  readonly onlyKeys?: boolean;
}

/**
 * The items that exist, a hundred per request, in any order. DynamoDB answers for as many keys as it has capacity for and
 * returns the others as unprocessed. The SDK does not request those again.
 * @throws Fault `store-unavailable` after seven requests in a row that processed no key
 */
export async function batchGet(
  keys: readonly { pk: string; sk: string }[],
  { client, tableName, pause, onlyKeys = false }: BatchGetOptions,
): Promise<Record<string, AttributeValue>[]> {
  const found: Record<string, AttributeValue>[] = [];
  const how = onlyKeys ? { ProjectionExpression: 'pk' } : { ConsistentRead: true };
  // DynamoDB refuses a request that names an item twice.
  const once = new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key]));
  let waiting = [...once.values()].map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } }));
  let idle = 0;
  while (waiting.length > 0) {
    const Keys = waiting.slice(0, keysPerRequest);
    const request = { [tableName]: { Keys, ...how } };
    const answer = await answered(client.send(new BatchGetItemCommand({ RequestItems: request })));
    found.push(...(answer.Responses?.[tableName] ?? []));
    const left = (answer.UnprocessedKeys?.[tableName]?.Keys ?? []) as typeof waiting;
    waiting = [...left, ...waiting.slice(keysPerRequest)];
    idle = left.length < Keys.length ? 0 : idle + 1;
    if (left.length > 0) await pause(pauseAfter(idle));
  }
  return found;
}

function pauseAfter(idle: number): number {
  const milliseconds = pauses[Math.max(0, idle - 1)];
  if (milliseconds !== undefined) return milliseconds;
  throw new Fault('store-unavailable', 'The table processed none of the requested keys (unprocessed keys).');
}
