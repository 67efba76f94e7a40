import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { startChild } from '../local/children.ts';
import { takeDataFolder } from '../local/data-folder.ts';
import { accessOf, outsideOf } from '../local/outside.ts';
import { ensureBucket } from '../local/outside-bucket.ts';
import { createParts } from '../local/parts.ts';
import { ensureTable } from '../local/resources.ts';
import type { Settings } from '../local/settings.ts';

/** The table, the bucket and the data folder of a connector that is stopped. */
export interface Stores {
  readonly dataDir: string;
  readonly table: string;
  readonly bucket: string;
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  stop(): Promise<void>;
}

/**
 * Opens what a connector stores, on the engines that its settings name or else on its own, which are started. Makes the
 * table and the bucket where they are missing.
 * @throws FolderFault while a connector runs on the data folder
 */
export async function openStores(env: Settings): Promise<Stores> {
  const parts = createParts();
  try {
    const { path: dataDir } = parts.add(await takeDataFolder(env['DATA_DIR'] || '.data'));
    const outside = outsideOf(env);
    const { table, bucket, region, ...credentials } = accessOf(env, outside);
    const { dynamodb, s3 } = outside.dynamodb && outside.s3 ? outside : await ownEngines();
    const store: Stores = {
      dataDir,
      table,
      bucket,
      dynamodb: new DynamoDBClient({ endpoint: dynamodb ?? '', region, credentials }),
      s3: new S3Client({ endpoint: s3 ?? '', region, credentials, forcePathStyle: true }),
      stop: () => parts.stop(),
    };
    await ensureTable(store.dynamodb, table);
    if (outside.s3) await ensureBucket(bucket, store.s3);
    return store;

    async function ownEngines(): Promise<{ dynamodb?: string; s3?: string }> {
      const engines = join(dataDir, 'engines');
      const settings = { DATA_DIR: engines, OUTSIDE: Object.keys(outside).join(',') };
      const script = join(import.meta.dirname, '../local/engines.ts');
      const child = parts.add(await startChild(script, settings, () => undefined));
      return { ...child.announced, ...outside };
    }
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

/** Keys of a data folder: without them nothing that was sealed is read again. */
const keyFiles = ['keys.json', 'signing.json', 'ledger-key.pem'];

export const keyFilesIn = (folder: string): string[] =>
  keyFiles.filter((name) => existsSync(join(folder, name)));
