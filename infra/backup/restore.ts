import { copyFileSync, createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { itemOf } from './items.ts';
import { keyFilesIn, type Stores } from './stores.ts';
import { differencesIn, filesBelow, sha256Of } from './sums.ts';

export interface Restored {
  items: number;
  objects: number;
}

const writesAtOnce = 16;

/**
 * Puts a back-up into empty stores. Objects go before items, so that an item never names what is not there.
 * @throws Error for a back-up that is not whole, a table that has items, and keys that differ from those of the folder
 */
export async function restore(stores: Stores, folder: string): Promise<Restored> {
  await mustBeWhole(folder);
  await mustBeEmpty(stores);
  restoreKeys(stores, folder);
  const objects = join(folder, 'objects');
  const names = existsSync(objects) ? filesBelow(objects) : [];
  await eachAtOnce(names, (name) => putObject(name, join(objects, name), stores));
  let items = 0;
  const lines = createInterface({ input: createReadStream(join(folder, 'items.ndjson')) });
  await eachAtOnce(lines, async (line) => {
    if (line === '') return;
    await stores.dynamodb.send(new PutItemCommand({ TableName: stores.table, Item: itemOf(line) }));
    items++;
  });
  return { items, objects: names.length };
}

async function mustBeWhole(folder: string): Promise<void> {
  const differences = await differencesIn(folder);
  if (!differences) throw new Error(`${folder} has no SHA256SUMS: the back-up did not end, or it is none`);
  if (differences.length > 0)
    throw new Error(`${folder} is not what was saved: ${differences.slice(0, 5).join(', ')}`);
}

async function mustBeEmpty({ dynamodb, table }: Stores): Promise<void> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: table, Limit: 1 }));
  if (Items.length > 0)
    throw new Error(`the table ${table} has items already. Restore into a new table or new engines`);
}

function restoreKeys({ dataDir }: Stores, folder: string): void {
  for (const name of keyFilesIn(folder)) {
    const [from, to] = [join(folder, name), join(dataDir, name)];
    if (!existsSync(to)) copyFileSync(from, to);
    else if (!readFileSync(from).equals(readFileSync(to)))
      throw new Error(`${to} is another key than that of the back-up. Restore into an empty data folder`);
  }
}

async function putObject(Key: string, path: string, { s3, bucket }: Stores): Promise<void> {
  const ChecksumSHA256 = Buffer.from(await sha256Of(path), 'hex').toString('base64');
  const Body = createReadStream(path);
  const ContentLength = statSync(path).size;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentLength, ChecksumSHA256 }));
}

/** Works on several at once; the first failure ends it. */
async function eachAtOnce<One>(
  all: Iterable<One> | AsyncIterable<One>,
  work: (one: One) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  for await (const one of all) {
    const begun: Promise<void> = work(one).finally(() => running.delete(begun));
    running.add(begun);
    if (running.size >= writesAtOnce) await Promise.race(running);
  }
  await Promise.all(running);
}
