import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHttpFront } from '../../../../infra/local/http-front.ts';
import { openLocalBucket } from '../../../../infra/local/local-bucket.ts';
import { feedBucket } from '../../../../infra/local/names.ts';
import { openUploadDoor } from '../../../../infra/local/upload-door.ts';
import { type Bucket, openBucket } from '../../../../lib/runtime/bucket.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'upload-door-'));
const hour = 3_600_000;
const body = Buffer.from('行政相对人名称\n');
const sha256 = createHash('sha256').update(body).digest('hex');
let server: Awaited<ReturnType<typeof openLocalBucket>>;
let front: Awaited<ReturnType<typeof openHttpFront>>;
let bucket: Bucket;
let stranger: Bucket;
let now = Date.now();

beforeAll(async () => {
  server = await openLocalBucket({ folder, bucket: feedBucket, onObject: () => undefined });
  const clientOf = (secretAccessKey: string): S3Client =>
    new S3Client({
      region: 'local-1',
      endpoint: server.url,
      forcePathStyle: true,
      credentials: { accessKeyId: 'local', secretAccessKey },
    });
  const runtime = { ...fakeRuntime(), env: { FEED_BUCKET: feedBucket } };
  bucket = openBucket(runtime, 'runs', clientOf('of this connector'));
  stranger = openBucket(runtime, 'runs', clientOf('of another one'));
  front = await openHttpFront({
    port: 0,
    functions: [],
    authorize: async () => undefined,
    uploads: openUploadDoor(server.url, () => new Date(now), clientOf('of this connector')),
  });
});
afterAll(async () => {
  await front.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** The signed request, sent to the connector as the page of the console does. */
async function send(
  id: string,
  { by = bucket, method = 'PUT', as = id }: { by?: Bucket; method?: string; as?: string } = {},
): Promise<number> {
  const { url, headers } = await by.uploadRequest(id, { bytes: body.length, sha256 });
  const { pathname, search } = new URL(url);
  const response = await fetch(`${front.url}${pathname.replace(id, as)}${search}`, {
    method,
    headers: { 'x-amz-checksum-sha256': headers['x-amz-checksum-sha256'] ?? '' },
    ...(method === 'PUT' && { body }),
  });
  return response.status;
}

describe('an upload through the address of the connector', () => {
  it('is kept when this connector signed it', async () => {
    expect(await send('A')).toBe(200);
    expect(Buffer.concat(await Array.fromAsync(bucket.read('A')))).toEqual(body);
  });

  it('is refused when another one signed it, for another run, and after an hour', async () => {
    expect(await send('B', { by: stranger })).toBe(403);
    expect(await send('B', { as: 'C' })).toBe(403);
    now += hour + 1_000;
    expect(await send('B')).toBe(403);
    now -= hour + 1_000;
    for (const id of ['B', 'C']) expect(await bucket.size(id)).toBeUndefined();
  });

  it('is all that is there: nothing is read through it', async () => {
    expect(await send('A', { method: 'GET' })).toBe(403);
    expect((await fetch(`${front.url}/${feedBucket}/attachments/A`)).status).toBe(404);
  });
});
