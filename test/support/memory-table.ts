import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableName } from '../../infra/local/names.ts';
import { openTable } from '../../lib/store/table.ts';
import { SimulatedTable } from '../simulate/engines/table.ts';
import type { TestTable } from './test-table.ts';

const commands: Readonly<Record<string, (engine: SimulatedTable, input: never) => object>> = {
  GetItemCommand: (engine, input) => engine.get(input),
  BatchGetItemCommand: (engine, input) => engine.batchGet(input),
  PutItemCommand: (engine, input) => engine.put(input),
  UpdateItemCommand: (engine, input) => engine.update(input),
  DeleteItemCommand: (engine, input) => engine.remove(input),
  QueryCommand: (engine, input) => engine.query(input),
  ScanCommand: (engine, input) => engine.scan(input),
};

/** A table on the engine of the simulation, in this process: for tests with very many requests. */
export function openMemoryTable(): TestTable {
  const engine = new SimulatedTable({
    now: () => 0,
    indexDelay: () => 0,
    missesYoung: () => false,
    pageBytes: 1e6,
  });
  const client = {
    async send({ constructor: { name }, input }: { constructor: { name: string }; input: never }) {
      const perform = commands[name];
      if (!perform) throw new Error(`the table has no ${name}`);
      return perform(engine, input);
    },
  } as unknown as DynamoDBClient;
  return { table: openTable(tableName, client), client, close: async () => undefined };
}
