import type { SheetStore } from '../credit-file/ports.ts';
import { keyed } from './folder-items.ts';
import { partition, sort } from './keys.ts';
import { packSheet, unpackSheet } from './sheet-dictionary.ts';
import { type Item, number, type Table, text } from './table.ts';

/** Immutable score sheets, compressed with a dictionary. */
export const createSheetStore = (table: Table): SheetStore => ({
  async addSheet(party, sheet) {
    const { bytes, dictionary } = packSheet(sheet.body);
    await table.put({
      ...keyed(partition.party(party), sort.sheet(sheet.category, sheet.hash)),
      body: { B: bytes },
      ...(dictionary !== undefined && { dictionary: number(dictionary) }),
    });
  },
  async readSheet({ party, category }, hash) {
    const item = await table.get(partition.party(party), sort.sheet(category, hash));
    return item && sheetOf(item);
  },
  async readSheets({ party, category }) {
    const prefix = sort.sheets(category);
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': text(partition.party(party)), ':prefix': text(prefix) },
      ConsistentRead: true,
    });
    const sheets = new Map<string, string | undefined>();
    for await (const item of items) {
      const [version, digests] = (item['sk']?.S ?? '').slice(prefix.length).split('#');
      sheets.set(`${Number(version)}.${digests}`, readableSheet(item));
    }
    return sheets;
  },
});

function sheetOf(item: Item): string | undefined {
  const dictionary = item['dictionary']?.N;
  const bytes = item['body']?.B;
  return bytes && unpackSheet({ bytes, ...(dictionary && { dictionary: Number(dictionary) }) });
}

/** The text of a sheet. Undefined for bytes that were changed and cannot be decompressed. */
function readableSheet(item: Item): string | undefined {
  try {
    return sheetOf(item);
  } catch {
    return undefined;
  }
}
