import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AttributeValue, DynamoDBClient, PutItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startChild } from '../../infra/local/children.ts';
import { feedBucket, region, tableName } from '../../infra/local/names.ts';
import { ensureTable } from '../../infra/local/resources.ts';

/** Keys of a data folder and entries of its receivers. The key that signs the ledger exists since the ledger does. */
const companions = [
  'keys.json',
  'signing.json',
  'ledger-key.pem',
  'directory/directory.ndjson',
  'settlement/settlement.ndjson',
];

type Item = Record<string, AttributeValue>;

/** The bucket key of an item whose content is in the bucket. */
function objectKeyOf(item: Item): string | undefined {
  const [kind, id] = (item['pk']?.S ?? '').split('#');
  if (kind === 'RUN' && item['sk']?.S === 'HEAD') return `runs/${id}`;
  return kind === 'ATTACHMENT' ? `attachments/${id}` : undefined;
}

/** Writes what a running connector stores, as text where possible: items by key, objects, and the companion files. */
export async function dumpLayout(dataDir: string, folder: string): Promise<void> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client: new DynamoDBClient({}) }, { TableName: tableName }))
    items.push(...(page.Items ?? []));
  items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  put(join(folder, 'items.ndjson'), items.map((item) => `${JSON.stringify(item, withBytes)}\n`).join(''));
  const s3 = new S3Client({ forcePathStyle: true });
  for (const key of items.map(objectKeyOf)) {
    if (!key) continue;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: feedBucket, Key: key }));
    put(join(folder, 'objects', key), (await Body?.transformToByteArray()) ?? '');
  }
  for (const name of companions.filter((one) => existsSync(join(dataDir, one))))
    put(join(folder, name), readFileSync(join(dataDir, name)));
}

const keyOf = (item: Item): string => `${item['pk']?.S} ${item['sk']?.S}`;

/** Bytes as base 64, as DynamoDB's own JSON encodes them. */
function withBytes(this: unknown, name: string, value: unknown): unknown {
  const original = (this as Record<string, unknown>)[name];
  return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : value;
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** The runs of a layout. */
export const runsOf = (folder: string): string[] => readdirSync(join(folder, 'objects', 'runs')).sort();

/** Makes a new data folder with the layout in it, on which any release can be started. */
export async function loadLayout(folder: string, dataDir: string): Promise<void> {
  for (const name of companions.filter((one) => existsSync(join(folder, one)))) {
    mkdirSync(dirname(join(dataDir, name)), { recursive: true });
    copyFileSync(join(folder, name), join(dataDir, name));
  }
  const engines = join(dataDir, 'engines');
  const objects = join(folder, 'objects');
  for (const key of existsSync(objects)
    ? readdirSync(objects, { recursive: true, withFileTypes: true })
    : []) {
    if (!key.isFile()) continue;
    const path = join(key.parentPath, key.name);
    const to = join(
      engines,
      'objects/buckets',
      feedBucket,
      'objects',
      `${path.slice(objects.length + 1)}.data`,
    );
    put(to, readFileSync(path));
  }
  const script = join(import.meta.dirname, '../../infra/local/engines.ts');
  const child = await startChild(script, { DATA_DIR: engines }, () => undefined);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: child.announced['dynamodb'] ?? '', region, credentials });
  await ensureTable(client);
  for (const line of readFileSync(join(folder, 'items.ndjson'), 'utf8').split('\n').filter(Boolean)) {
    const item = JSON.parse(line) as Record<string, { B?: string }>;
    for (const value of Object.values(item))
      if (value.B !== undefined) Object.assign(value, { B: Buffer.from(value.B, 'base64') });
    await client.send(new PutItemCommand({ TableName: tableName, Item: item as Item }));
  }
  await child.stop();
}
