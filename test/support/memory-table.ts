import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableName } from '../../infra/local/names.ts';
import { openTable } from '../../lib/store/table.ts';
import { SimulatedTable, tableCommands } from '../simulate/engines/table.ts';
import type { TestTable } from './test-table.ts';

/**
 * A table in memory: the simulation's, which `test/contract/simulated-table.test.ts` compares with a DynamoDB API. For
 * properties over many worlds, whose time would go into signing requests.
 */
export async function openMemoryTable(): Promise<TestTable> {
  const engine = new SimulatedTable({
    now: () => 0,
    indexDelay: () => 0,
    missesYoung: () => false,
    pageBytes: 1_000_000,
  });
  const send = async (command: { readonly input: never }): Promise<unknown> => {
    const { name } = command.constructor;
    const perform = tableCommands[name];
    if (!perform) throw new Error(`The table in memory does not know the command ${name}`);
    return perform(engine, command.input);
  };
  const client = { send } as unknown as DynamoDBClient;
  return { table: openTable(tableName, client), client, close: async () => undefined };
}
