import type { PartyKey } from '../credit-file/facts/subject.ts';
import type { FactStore, FolderScans } from '../credit-file/ports.ts';
import { fileOf, folderOf, isTorn, keyed } from './folder-items.ts';
import { folderRange, partition, sort } from './keys.ts';
import { type Item, type Table, text } from './table.ts';

/** Scans of the whole table, for evaluations, operations and reconciliation. */
export const createFolderScans = (
  table: Table,
  { readFolder }: Pick<FactStore, 'readFolder'>,
): FolderScans => ({
  async scanFolders({ shard, shards, after, limit }) {
    const cursor = after === undefined ? undefined : (JSON.parse(after) as ScanCursor);
    const page = await table.scan({
      Segment: shard,
      TotalSegments: shards,
      FilterExpression: 'begins_with(pk, :party) AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':party': text(partition.party('' as PartyKey)),
        ':from': text(folderRange.from),
        ':to': text(folderRange.to),
      },
      Limit: limit,
      ConsistentRead: true,
      ...(cursor && { ExclusiveStartKey: keyed(cursor.pk, cursor.sk) }),
    });
    // A page may begin or end within a folder. The last folder of a page is read as a whole, and its remaining items
    // are skipped on the next page.
    const found = page.items.filter((item) => item['pk']?.S !== cursor?.seen);
    const byParty = Map.groupBy(found, (item) => (item['pk']?.S ?? '').slice(2) as PartyKey);
    const last = page.next && [...byParty.keys()].at(-1);
    const folders = await Promise.all(
      [...byParty].map(async ([party, items]) => {
        const folder = party === last ? undefined : folderOf(party, items);
        return folder && !isTorn(folder) ? folder : readFolder(party);
      }),
    );
    if (!page.next) return { folders };
    const next: ScanCursor = {
      pk: page.next['pk']?.S ?? '',
      sk: page.next['sk']?.S ?? '',
      seen: last ? partition.party(last) : cursor?.seen,
    };
    return { folders, next: JSON.stringify(next) };
  },
  async scanParties({ shard, shards, after, limit }) {
    const page = await table.scan({
      Segment: shard,
      TotalSegments: shards,
      FilterExpression: 'begins_with(pk, :party) AND begins_with(sk, :file)',
      ExpressionAttributeValues: {
        ':party': text(partition.party('' as PartyKey)),
        ':file': text(sort.file('')),
      },
      ProjectionExpression: 'pk',
      Limit: limit,
      ConsistentRead: true,
      ...(after && { ExclusiveStartKey: JSON.parse(after) as Item }),
    });
    const parties = new Set(page.items.map((item) => (item['pk']?.S ?? '').slice(2) as PartyKey));
    return { parties: [...parties], ...(page.next && { next: JSON.stringify(page.next) }) };
  },
  async scanFiles({ after, limit }) {
    const page = await table.scan({
      FilterExpression: 'begins_with(sk, :file)',
      ExpressionAttributeValues: { ':file': text('FILE#') },
      Limit: limit,
      ConsistentRead: true,
      ...(after && { ExclusiveStartKey: JSON.parse(Buffer.from(after, 'base64url').toString()) as Item }),
    });
    return {
      files: page.items.map(fileOf),
      ...(page.next && { next: Buffer.from(JSON.stringify(page.next)).toString('base64url') }),
    };
  },
});

/** The position of a scan. `seen` is the party whose folder was already read as a whole. */
interface ScanCursor {
  readonly pk: string;
  readonly sk: string;
  readonly seen?: string | undefined;
}
