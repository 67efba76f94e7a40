import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { tableName } from '../../infra/local/names.ts';

/** Every item of the table as stored, and the disk of the queues: messages with their attributes, also past ones. */
export async function tableAndQueues(dataDir: string): Promise<string> {
  const parts: string[] = [];
  for await (const page of paginateScan({ client: new DynamoDBClient({}) }, { TableName: tableName })) {
    parts.push(JSON.stringify(page.Items));
  }
  const folder = join(dataDir, 'engines', 'queues');
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (name.isFile()) parts.push(readFileSync(join(name.parentPath, name.name), 'utf8'));
  }
  return parts.join('\n');
}
