import {
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableName } from '../../infra/local/names.ts';
import { SimulatedTable } from '../simulate/engines/table.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The table of the simulation answers like a DynamoDB API, for the expressions that the stores use. */
let real: TestTable;
let client: DynamoDBClient;
beforeAll(async () => {
  real = await openTestTable();
  client = real.client as unknown as DynamoDBClient;
});
afterAll(() => real.close());

const number = (value: number) => ({ N: String(value) });
const TableName = tableName;

/** Conditions of `lib/store`, over the attributes that the writes below set. */
const conditions = [
  'attribute_not_exists(pk)',
  'attribute_exists(pk)',
  'revision = :n',
  'attribute_not_exists(pk) OR drawnFrom < :n',
  'attribute_not_exists(pk) OR #name <> :s',
  'attribute_exists(pk) AND (attribute_not_exists(#name) OR #name < :s)',
  'attribute_exists(agendaShard)',
  'NOT contains(done, :n)',
] as const;
const updates = [
  'SET #name = :s ADD revision :n',
  'SET agendaShard = :s, agendaAt = :s',
  'REMOVE agendaShard, agendaAt',
  'ADD done :set, revision :n',
  'ADD done :set DELETE folded :set',
  'SET body = :s, #name = :s REMOVE drawnFrom',
] as const;

const names = { '#name': 'name' };
const valuesFor = (expression: string, { n, s }: { n: number; s: string }) => {
  const all = { ':n': number(n), ':s': { S: s }, ':set': { NS: [String(n)] } };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(expression)),
  );
};
const namesFor = (expression: string) => (expression.includes('#name') ? names : undefined);

const step = fc.record({
  sk: fc.constantFrom('A', 'B', 'C#1', 'C#2'),
  condition: fc.option(fc.constantFrom(...conditions), { nil: undefined }),
  update: fc.option(fc.constantFrom('removal', ...updates), { nil: undefined }),
  n: fc.integer({ min: 0, max: 3 }),
  s: fc.constantFrom('a', 'b', '次'),
});

it('puts, updates, removes, gets and queries like the embedded DynamoDB', async () => {
  let worlds = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 15 }), async (steps) => {
      const pk = { S: `engine-${++worlds}` };
      const engine = new SimulatedTable({
        now: () => 0,
        indexDelay: () => 0,
        missesYoung: () => false,
        pageBytes: 1e6,
      });
      for (const { sk, condition, update, n, s } of steps) {
        const all = `${condition ?? ''} ${update === 'removal' ? '' : (update ?? '')}`;
        const values = valuesFor(all, { n, s });
        const named = namesFor(all);
        const shared = {
          TableName,
          ...(condition && { ConditionExpression: condition }),
          ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
          ...(named && { ExpressionAttributeNames: named }),
        };
        const key = { pk, sk: { S: sk } };
        if (update === 'removal') {
          const input: DeleteItemCommandInput = { ...shared, Key: key };
          expect(outcomeOf(() => engine.remove(input))).toBe(
            await realOutcomeOf(client.send(new DeleteItemCommand(input))),
          );
        } else if (update) {
          const input: UpdateItemCommandInput = { ...shared, Key: key, UpdateExpression: update };
          expect(outcomeOf(() => engine.update(input))).toBe(
            await realOutcomeOf(client.send(new UpdateItemCommand(input))),
          );
        } else {
          const Item = { ...key, revision: number(n), drawnFrom: number(n), name: { S: s } };
          const input: PutItemCommandInput = {
            ...shared,
            Item: { ...Item, done: { NS: ['1'] }, folded: { NS: ['1', '2'] } },
          };
          expect(outcomeOf(() => engine.put(input))).toBe(
            await realOutcomeOf(client.send(new PutItemCommand(input))),
          );
        }
        const get = { TableName, Key: key, ConsistentRead: true };
        expect(plain(engine.get(get).Item)).toEqual(plain((await client.send(new GetItemCommand(get))).Item));
      }
      for (const query of queries(pk))
        expect(keysOf(engine.query(query))).toEqual(keysOf(await client.send(new QueryCommand(query))));
    }),
    { numRuns: 40 },
  );
});

const queries = (pk: { S: string }) => {
  const shared = { TableName, ConsistentRead: true };
  return [
    {
      ...shared,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :keys)',
      ExpressionAttributeValues: { ':pk': pk, ':keys': { S: 'C#' } },
    },
    {
      ...shared,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': { S: 'A' }, ':to': { S: 'C#1' } },
      Limit: 2,
    },
    {
      ...shared,
      KeyConditionExpression: 'pk = :pk AND sk < :after',
      ExpressionAttributeValues: { ':pk': pk, ':after': { S: 'C#2' } },
      ScanIndexForward: false,
    },
  ];
};

type Stored = Record<string, { S?: string; N?: string; NS?: string[] }> | undefined;
const plain = (item: unknown): unknown =>
  Object.entries((item ?? {}) as NonNullable<Stored>)
    .map(([name, { S, N, NS }]) => [name, S ?? N ?? NS?.toSorted().join()])
    .sort();
const keysOf = ({ Items = [] }: { Items?: unknown[] | undefined }): unknown[] => Items.map(plain);

function outcomeOf(act: () => unknown): string {
  try {
    act();
    return 'done';
  } catch (error) {
    return (error as Error).name;
  }
}
const realOutcomeOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'done',
    (error: Error) => error.name,
  );
