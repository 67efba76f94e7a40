import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalBucket } from '../../infra/local/local-bucket.ts';
import { type Bucket, openBucket } from '../../lib/runtime/bucket.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';

/** The S3 requests that the product makes, against the S3 of one machine, through the AWS client. */
const folder = mkdtempSync(join(tmpdir(), 'bucket-'));
const announced: string[] = [];
let server: Awaited<ReturnType<typeof openLocalBucket>>;
let bucket: Bucket;
let attachments: Bucket;
beforeAll(async () => {
  server = await openLocalBucket({
    folder,
    bucket: 'feeds',
    onObject: ({ detail }) => announced.push(detail.object.key),
  });
  const client = new S3Client({
    region: 'local-1',
    endpoint: server.url,
    forcePathStyle: true,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const runtime = { ...fakeRuntime(), env: { FEED_BUCKET: 'feeds' } };
  bucket = openBucket(runtime, 'runs', client);
  attachments = openBucket(runtime, 'attachments', client);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const sha256Of = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

async function upload(runId: string, body: Uint8Array, sha256: string): Promise<number> {
  const { url, method, headers } = await bucket.uploadRequest(runId, { bytes: body.length, sha256 });
  return (await fetch(url, { method, headers, body: Buffer.from(body) })).status;
}

describe('the bucket of one machine', () => {
  it('gives back what it was given, and announces it once', async () => {
    const body = Buffer.from('行政相对人名称\n');
    await bucket.put('A', body, { sha256: sha256Of(body) });
    expect(await bucket.size('A')).toBe(body.length);
    expect(Buffer.concat(await Array.fromAsync(bucket.read('A')))).toEqual(body);
    expect(announced.filter((key) => key === 'runs/A')).toHaveLength(1);
  });

  it('announces no attachment: it is no run', async () => {
    const body = Buffer.from('sealed');
    await attachments.put('A1', body, { sha256: sha256Of(body) });
    expect(Buffer.concat(await Array.fromAsync(attachments.read('A1')))).toEqual(body);
    expect(await bucket.size('A1')).toBeUndefined();
    expect(announced.filter((key) => !key.startsWith('runs/'))).toEqual([]);
  });

  it('takes an upload of 40 MB', async () => {
    const body = Buffer.alloc(40_000_000, 'x');
    expect(await upload('B', body, sha256Of(body))).toBe(200);
    expect(await bucket.size('B')).toBe(body.length);
  });

  it('refuses an object that is not what its checksum says, and keeps nothing of it', async () => {
    const body = Buffer.from('one');
    expect(await upload('C', body, sha256Of(Buffer.from('two')))).toBe(400);
    expect(await bucket.size('C')).toBeUndefined();
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('C'))).toEqual([]);
    expect(announced).not.toContain('runs/C');
  });

  it('knows no object that was not put, and no path out of its folder', async () => {
    expect(await bucket.size('D')).toBeUndefined();
    await expect(Array.fromAsync(bucket.read('D'))).rejects.toMatchObject({ code: 'object-missing' });
    expect((await fetch(`${server.url}/feeds/..%2f..%2fx`)).status).toBe(404);
  });
});
