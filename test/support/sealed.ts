import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { tableName } from '../../infra/local/names.ts';
import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import { keyNumberOf } from '../../lib/runtime/vault.ts';
import type { Item } from '../../lib/store/table.ts';
import { unpacked } from './storage.ts';

/**
 * Kinds of items (`P# FACT#`, `RUN# ROW#`) and of objects that contain sealed values, by the number of the data key.
 */
export async function sealedKinds(dataDir: string): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const kinds = new Map<number, Set<string>>();
  const note = (number: number, kind: string): unknown =>
    kinds.set(number, (kinds.get(number) ?? new Set()).add(kind));
  for await (const page of paginateScan({ client: new DynamoDBClient({}) }, { TableName: tableName })) {
    for (const item of page.Items ?? []) {
      for (const number of keysOf(item)) note(number, kindOf(item));
    }
  }
  const objects = join(dataDir, 'engines', 'objects');
  for (const file of readdirSync(objects, { recursive: true, withFileTypes: true })) {
    if (file.isFile() && file.parentPath.endsWith('attachments'))
      note(keyNumberOf(readFileSync(join(file.parentPath, file.name))), 'object');
  }
  return kinds;
}

/** The key numbers of all sealed values anywhere in the item. */
function keysOf(item: Item): number[] {
  const text = `${JSON.stringify(item)}\n${unpacked(item)}`;
  return [...text.matchAll(/"(\d+\.[\w-]{38,})\\?"/g)].map(([, value]) => keyNumberOf(value as Sealed));
}

function kindOf(item: Item): string {
  const part = (name: 'pk' | 'sk'): string => /^[^#]*#?/.exec(item[name]?.S ?? '')?.[0] ?? '';
  return `${part('pk')} ${part('sk')}`;
}
