import type { SubjectKey } from '../credit-file/facts/subject.ts';
import type { SheetStore } from '../credit-file/ports.ts';
import { keyed } from './folder-items.ts';
import { partition, sort } from './keys.ts';
import { packSheet, unpackSheet } from './sheet-dictionary.ts';
import { type Item, number, type Table, text } from './table.ts';

/** Bytes of a sheet in one item. A larger one has further items behind it. An item has at most 400 kB. */
const bytesAnItem = 90_000;

/**
 * Immutable score sheets, compressed with a dictionary. The item that names a sheet is written last: a sheet is there as a
 * whole or not at all.
 */
export const createSheetStore = (table: Table): SheetStore => ({
  async addSheet(party, sheet) {
    const pk = partition.party(party);
    const sk = sort.sheet(sheet.category, sheet.hash);
    const { bytes, dictionary } = packSheet(sheet.body);
    const pieces = Math.ceil(bytes.length / bytesAnItem);
    for (let piece = pieces - 1; piece > 0; piece--)
      await table.put({ ...keyed(pk, sort.piece(sk, piece)), body: { B: pieceOf(bytes, piece) } });
    await table.put({
      ...keyed(pk, sk),
      body: { B: pieceOf(bytes, 0) },
      ...(pieces > 1 && { pieces: number(pieces) }),
      ...(dictionary !== undefined && { dictionary: number(dictionary) }),
    });
  },
  async readSheet(subject, hash) {
    const { pk, sk } = placeOf(subject, hash);
    return wholeSheet(await table.get(pk, sk), table);
  },
  async readSheetsOf(sheets) {
    const places = sheets.map(({ subject, hash }) => placeOf(subject, hash));
    const items = new Map((await table.getAll(places)).map((item) => [nameOf(keyOf(item)), item]));
    return Promise.all(places.map((place) => wholeSheet(items.get(nameOf(place)), table)));
  },
  async readSheets({ party, category }) {
    const prefix = sort.sheets(category);
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': text(partition.party(party)), ':prefix': text(prefix) },
      ConsistentRead: true,
    });
    const sheets = new Map<string, Item[]>();
    for await (const item of items) {
      const [version, digests, piece] = (item['sk']?.S ?? '').slice(prefix.length).split('#');
      const hash = `${Number(version)}.${digests}`;
      if (piece === undefined) sheets.set(hash, [item]);
      else sheets.get(hash)?.push(item);
    }
    return new Map([...sheets].map(([hash, [item, ...further]]) => [hash, readableSheet(item, further)]));
  },
});

const placeOf = ({ party, category }: SubjectKey, hash: string) => ({
  pk: partition.party(party),
  sk: sort.sheet(category, hash),
});

const keyOf = (item: Item) => ({ pk: item['pk']?.S ?? '', sk: item['sk']?.S ?? '' });

const nameOf = ({ pk, sk }: { pk: string; sk: string }): string => `${pk} ${sk}`;

/** The sheet whose first item was read, with its further items. */
async function wholeSheet(item: Item | undefined, table: Table): Promise<string | undefined> {
  if (!item) return undefined;
  const { pk, sk } = keyOf(item);
  const further = Array.from({ length: Number(item['pieces']?.N ?? 1) - 1 }, (_, index) =>
    table.get(pk, sort.piece(sk, index + 1)),
  );
  return sheetOf(item, await Promise.all(further));
}

const pieceOf = (bytes: Uint8Array, piece: number): Uint8Array =>
  bytes.subarray(piece * bytesAnItem, (piece + 1) * bytesAnItem);

/** @throws where a piece is not there or was changed */
function sheetOf(item: Item, further: readonly (Item | undefined)[]): string | undefined {
  const dictionary = item['dictionary']?.N;
  const pieces = [item, ...further].flatMap((one) => one?.['body']?.B ?? []);
  if (pieces.length === 0) return undefined;
  return unpackSheet({
    bytes: Buffer.concat(pieces),
    ...(dictionary && { dictionary: Number(dictionary) }),
  });
}

/** The text of a sheet. Undefined for bytes that were changed and cannot be decompressed. */
function readableSheet(item: Item | undefined, further: readonly Item[]): string | undefined {
  try {
    return item && sheetOf(item, further);
  } catch {
    return undefined;
  }
}
