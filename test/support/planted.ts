import { paginateScan } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../lib/store/table.ts';
import type { StoredIn } from './storage.ts';

/** One item of every kind that belongs to files, from a table. */
export async function onePerKind({ client, name }: StoredIn): Promise<ReadonlyMap<string, Item>> {
  const kinds = new Map<string, Item>();
  for await (const page of paginateScan({ client }, { TableName: name })) {
    for (const item of page.Items ?? []) {
      const kind = kindOf(item);
      if (kind) kinds.set(kind, item);
    }
  }
  return kinds;
}

/** `P FACT D`, `P SHEET`, `CYCLE SHARD`. Empty for items that do not belong to files. */
function kindOf(item: Item): string {
  const [pk] = (item['pk']?.S ?? '').split('#');
  const [sk, key] = (item['sk']?.S ?? '').split('#');
  if (!['P', 'CYCLE', 'CYCLES'].includes(pk ?? '')) return '';
  return sk === 'FACT' ? `P FACT ${key?.split('.')[0]}` : `${pk} ${sk}`;
}

/** The item with one byte of its body changed. */
export function withByteChanged(item: Item, place: number): Item {
  const { B: bytes, S: plain } = item['body'] ?? {};
  if (bytes) {
    const changed = Uint8Array.from(bytes);
    const at = Math.floor(changed.length * place);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return { ...item, body: { B: changed } };
  }
  const at = Math.floor((plain ?? '').length * place);
  const other = plain?.[at] === 'x' ? 'y' : 'x';
  return { ...item, body: { S: `${plain?.slice(0, at)}${other}${plain?.slice(at + 1)}` } };
}
