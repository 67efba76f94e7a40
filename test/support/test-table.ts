import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { tableName } from '../../infra/local/names.ts';
import { ensureTable } from '../../infra/local/resources.ts';
import { openTable, type Table } from '../../lib/store/table.ts';

/** A table of its own on a DynamoDB API: the embedded one, or that at `DYNAMODB_ENDPOINT`. */
export interface TestTable {
  readonly table: Table;
  close(): Promise<void>;
}

export async function openTestTable(): Promise<TestTable> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const embedded = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient({
    region: 'local-1',
    endpoint: process.env['DYNAMODB_ENDPOINT'] || embedded,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await ensureTable(client);
  return {
    table: openTable(tableName, client),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
