import { copyFileSync, createWriteStream, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { lineOf, objectKeyOf } from './items.ts';
import { keyFilesIn, type Stores } from './stores.ts';
import { sumsFile, sumsOf } from './sums.ts';

export interface Saved {
  items: number;
  objects: number;
  /** Announced files that were never sent. */
  missing: number;
}

/**
 * Writes everything that a connector stores into an empty folder: `items.ndjson`, `objects/`, the key files, and at last
 * `SHA256SUMS`. Queues are left out: what they say is due stands in the table.
 * @throws Error for a folder that has something in it
 */
export async function save(stores: Stores, folder: string): Promise<Saved> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  const saved: Saved = { items: 0, objects: 0, missing: 0 };
  const keys: string[] = [];
  const lines = async function* () {
    for await (const { Items = [] } of paginateScan({ client: stores.dynamodb }, { TableName: stores.table }))
      for (const item of Items) {
        saved.items++;
        const key = objectKeyOf(item);
        if (key) keys.push(key);
        yield lineOf(item);
      }
  };
  await pipeline(Readable.from(lines()), createWriteStream(join(folder, 'items.ndjson'), { mode: 0o600 }));
  for (const key of keys)
    saved[(await saveObject(key, join(folder, 'objects', key), stores)) ? 'objects' : 'missing']++;
  for (const name of keyFilesIn(stores.dataDir)) copyFileSync(join(stores.dataDir, name), join(folder, name));
  writeFileSync(join(folder, sumsFile), await sumsOf(folder));
  return saved;
}

async function saveObject(Key: string, path: string, { s3, bucket }: Stores): Promise<boolean> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    mkdirSync(dirname(path), { recursive: true });
    await pipeline(Body as Readable, createWriteStream(path, { mode: 0o600 }));
    return true;
  } catch (error) {
    if (error instanceof NoSuchKey) return false;
    throw error;
  }
}
