import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { tableName } from '../../infra/local/names.ts';
import { ensureTable } from '../../infra/local/resources.ts';
import { awsLimits } from '../../lib/shared/aws-limits.ts';
import { openTable, type Table } from '../../lib/store/table.ts';

/** A table of its own on a DynamoDB API: the embedded one, or that at `DYNAMODB_ENDPOINT`. */
export interface TestTable {
  readonly table: Table;
  /** The client behind it. */
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export async function openTestTable(): Promise<TestTable> {
  const given = process.env['DYNAMODB_ENDPOINT'];
  // DynamoDB Local and the emulated cloud separate accounts by the access key.
  if (given) return openAt(given, String(randomInt(1e11, 1e12)), async () => undefined);
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const embedded = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return openAt(embedded, 'local', () => new Promise((resolve) => server.close(() => resolve())));
}

async function openAt(endpoint: string, accessKeyId: string, close: () => Promise<void>): Promise<TestTable> {
  const client = new DynamoDBClient({
    ...awsLimits,
    region: 'local-1',
    endpoint,
    credentials: { accessKeyId, secretAccessKey: 'local' },
  });
  await ensureTable(client);
  return { table: openTable(tableName, client), client, close };
}
