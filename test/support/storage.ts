import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { type AttributeValue, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { unpackSheet } from '../../lib/store/sheet-dictionary.ts';
import type { Connector } from './connector.ts';

/** A table, for checks that the API does not allow. */
export interface StoredIn {
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** Every item of a table, as stored and unpacked. */
export async function everyItem({ client, name: TableName }: StoredIn): Promise<string> {
  const parts: string[] = [];
  for await (const page of paginateScan({ client }, { TableName })) {
    for (const item of page.Items ?? []) parts.push(JSON.stringify(item), unpacked(item));
  }
  return parts.join('\n');
}

/** The disk of the local host's queues: messages with their attributes, deleted ones included. */
export function localQueues(dataDir: string): string {
  const parts: string[] = [];
  const folder = join(dataDir, 'engines', 'queues');
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (name.isFile()) parts.push(readFileSync(join(name.parentPath, name.name), 'utf8'));
  }
  return parts.join('\n');
}

/** Unpacks facts and sheets as the store does, because compression could hide a name. */
export function unpacked(item: Record<string, AttributeValue>): string {
  const packed = item['body']?.B;
  if (!packed || item['pk']?.S === 'KEYS') return '';
  if (!item['sk']?.S?.startsWith('SHEET#')) return inflateRawSync(packed).toString('utf8');
  const dictionary = item['dictionary']?.N;
  return unpackSheet({ bytes: packed, ...(dictionary && { dictionary: Number(dictionary) }) });
}

/** The content of every score sheet of the table. */
export async function sheetTexts({ client, name }: StoredIn): Promise<string[]> {
  const sheets: string[] = [];
  for await (const page of paginateScan({ client }, { TableName: name })) {
    const found = (page.Items ?? []).filter((item) => item['sk']?.S?.startsWith('SHEET#'));
    sheets.push(...found.map(unpacked));
  }
  return sheets;
}

/** Expects no name and no number of these people in a key, an unsealed body, a message or a log line. */
export async function expectNobodyNamed(
  connector: Connector,
  people: readonly { id: string; name: string }[],
): Promise<void> {
  const seen = `${connector.log()}\n${await everyItem(connector.table)}\n${connector.messages()}`;
  expect(seen.length).toBeGreaterThan(10_000);
  for (const { id, name } of people) {
    expect(seen.includes(id), `number of ${name}`).toBe(false);
    expect(seen.includes(name), name).toBe(false);
  }
}
