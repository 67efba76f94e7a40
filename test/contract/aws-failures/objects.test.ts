import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { resealItems } from '../../../functions/reseal-values/reseal-items.ts';
import { readFeed } from '../../../lib/feeds/index.ts';
import { openBucket } from '../../../lib/runtime/bucket.ts';
import { createVault } from '../../../lib/runtime/vault.ts';
import { day } from '../../../lib/shared/day.ts';
import type { Item } from '../../../lib/store/table.ts';
import { fakeRuntime } from '../../support/fake-runtime.ts';

/** Objects that are missing, forbidden, or whose body breaks off. The SDK does not retry bodies. */
const aws = mockClient(S3Client);
beforeEach(() => {
  aws.reset();
});

const runtime = { ...fakeRuntime(), env: { FEED_BUCKET: 'bucket' } };
const bucket = openBucket(runtime, 'runs', new S3Client({ region: 'local-1' }));
const said = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, message: 'said', $fault: 'client', $metadata: { httpStatusCode } });
const metadata = { $metadata: { httpStatusCode: 404 }, message: 'said' };
const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
const away = { code: 'store-unavailable', retryable: true, cause: reset };

/** S3 sends the first bytes of an object, and then the connection breaks. */
function brokenOff(beginning: string): void {
  aws.on(GetObjectCommand).callsFake(() => ({
    Body: Readable.from(
      (async function* () {
        yield Buffer.from(beginning);
        throw reset;
      })(),
    ),
  }));
}

describe('an object', () => {
  it('whose body breaks off throws a fault after what arrived of it', async () => {
    brokenOff('begun');
    const read: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const chunk of bucket.read('run')) read.push(Buffer.from(chunk).toString());
    };
    await expect(reading()).rejects.toMatchObject(away);
    expect(read).toEqual(['begun']);
  });

  it.each([
    ['CSV', 'name,number\nA,1\n'],
    ['JSON', '[{"name":"A"},'],
    ['XML', '<?xml version="1.0"?><records><record>'],
    ['XLSX', 'PK\u0003\u0004'],
  ])('of %s whose body breaks off is not a broken file of its sender', async (format, beginning) => {
    brokenOff(beginning);
    const file = { bytes: 1000, open: () => bucket.read('run') };
    const inspected = { format: format.toLowerCase(), sha256: '', encoding: 'utf-8' };
    for (const known of [undefined, inspected]) {
      const options = {
        source: 'court',
        file,
        known,
        today: day('2026-06-30'),
        checkFinding: 'quarantine',
      };
      await expect(readFeed(options as never)).rejects.toMatchObject(away);
    }
  });

  it('that is missing has no size and no place, and reading it is a fault', async () => {
    aws.on(GetObjectCommand).rejects(new NoSuchKey(metadata));
    aws.on(HeadObjectCommand).rejects(new NotFound(metadata));
    await expect(Array.fromAsync(bucket.read('run'))).rejects.toMatchObject({ code: 'object-missing' });
    expect([await bucket.size('run'), await bucket.place('run')]).toEqual([undefined, undefined]);
  });

  it('is not taken for missing when S3 does not answer for it', async () => {
    aws.on(HeadObjectCommand).rejects(said('Unknown', 403));
    await expect(bucket.size('run')).rejects.toMatchObject({ code: 'access-refused', retryable: false });
    aws.on(HeadObjectCommand).rejects(said('Unknown', 503));
    await expect(bucket.size('run')).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
  });
});

describe('the content of an attachment, at a rotation', () => {
  const dataKeys = new Map([[1, Buffer.alloc(32, 1)]]);
  const vault = createVault({ pepper: undefined, dataKeys });
  const item: Item = {
    pk: { S: 'ATTACHMENT#a' },
    sk: { S: 'ATTACHMENT' },
    body: { S: JSON.stringify({ attachmentId: 'a', sealedName: vault.seal('name', 'a') }) },
  };
  dataKeys.set(2, Buffer.alloc(32, 2));
  const table = { get: async () => item, update: async () => item };
  const reseal = () => resealItems([item], { runtime, table, bucket, vault, number: 2 });

  it.each([
    ['is not there', new NoSuchKey(metadata)],
    ['is not there, and the bucket may not be listed', said('AccessDenied', 403)],
  ])('that %s is counted as unreadable', async (_what, error) => {
    aws.on(GetObjectCommand).rejects(error);
    expect(await reseal()).toMatchObject({ examined: 1, resealed: 0, unreadable: 1 });
  });

  it.each([
    ['credentials ran out', said('ExpiredToken', 400)],
    ['the bucket is slow', said('SlowDown', 503)],
    ['the connection broke', reset],
  ])('is tried again by a later call when %s', async (_why, error) => {
    aws.on(GetObjectCommand).rejects(error);
    await expect(reseal()).rejects.toMatchObject({ retryable: true });
  });
});
