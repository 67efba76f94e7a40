import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { awsFault } from '../shared/aws-fault.ts';
import { objectLimits } from '../shared/aws-limits.ts';
import { Fault } from '../shared/fault.ts';
import { type Runtime, setting } from './runtime.ts';

/**
 * A folder of the feed bucket. `runs/<run>` contains files as senders sent them, `attachments/<attachment>` contains
 * sealed attachments of casework. Only an object in `runs` starts a run.
 */
export type BucketFolder = 'runs' | 'attachments';

/**
 * Objects of one folder by id. They are never deleted. When the attempts of the SDK fail, methods throw a Fault
 * `store-unavailable`, `access-refused` or `object-missing`.
 */
export interface Bucket {
  put(id: string, body: Uint8Array, options: { sha256: string }): Promise<void>;
  /** Size in bytes. Undefined when there is no such object. */
  size(id: string): Promise<number | undefined>;
  /** @throws Fault unless the bucket is there */
  mustBeThere(): Promise<void>;
  /** The location and version of the object. Undefined when there is none. */
  place(id: string): Promise<ObjectPlace | undefined>;
  /** @throws Fault also when the body breaks off before its end */
  read(id: string): AsyncIterable<Uint8Array>;
  /** A presigned request that uploads the object, valid for one hour. The checksum is part of what is signed. */
  uploadRequest(
    id: string,
    object: { bytes: number; sha256: string },
  ): Promise<{ url: string; method: 'PUT'; headers: Record<string, string> }>;
}

/** What is needed to read an object again: `aws s3api get-object --bucket … --key … --version-id …`. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  /** Set for a versioned bucket. One machine keeps no versions. */
  readonly version?: string | undefined;
}

/** The run id in the key of an object. Undefined for any other key. */
export const runOfKey = (key: string): string | undefined => /^runs\/([0-9A-Z]{26})$/.exec(key)?.[1];

const uploadSeconds = 3600;

export function openBucket(
  runtime: Runtime,
  folder: BucketFolder = 'runs',
  client = new S3Client({
    ...objectLimits,
    forcePathStyle: runtime.env['AWS_ENDPOINT_URL_S3'] !== undefined,
  }),
): Bucket {
  const bucket = setting(runtime, 'FEED_BUCKET');
  const keyOf = (id: string): string => `${folder}/${id}`;
  const outer = runtime.env['UPLOAD_ENDPOINT'];
  const signing = outer ? new S3Client({ ...objectLimits, forcePathStyle: true, endpoint: outer }) : client;
  const base64Of = (sha256: string): string => Buffer.from(sha256, 'hex').toString('base64');
  const head = async (id: string): Promise<HeadObjectCommandOutput | undefined> => {
    try {
      return await client.send(new HeadObjectCommand({ Bucket: bucket, Key: keyOf(id) }));
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw isUnexplained(error) ? expiredCredentials(error) : bucketFault(error);
    }
  };
  return {
    async put(id, body, { sha256 }) {
      const object = { Bucket: bucket, Key: keyOf(id), Body: body, ChecksumSHA256: base64Of(sha256) };
      try {
        await client.send(new PutObjectCommand(object));
      } catch (error) {
        throw bucketFault(error);
      }
    },
    async mustBeThere() {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }));
      } catch (error) {
        throw isUnexplained(error) ? expiredCredentials(error) : bucketFault(error);
      }
    },
    size: async (id) => (await head(id))?.ContentLength,
    async place(id) {
      const found = await head(id);
      return found && { bucket, key: keyOf(id), ...(found.VersionId && { version: found.VersionId }) };
    },
    async *read(id) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(id) }));
        if (!Body) throw new Fault('object-missing', `The object ${keyOf(id)} has no body.`);
        yield* Body as AsyncIterable<Uint8Array>;
      } catch (cause) {
        if (cause instanceof NoSuchKey)
          throw new Fault('object-missing', `There is no object ${keyOf(id)}.`, { cause });
        throw bucketFault(cause);
      }
    },
    async uploadRequest(id, { bytes, sha256 }) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: keyOf(id),
        ContentLength: bytes,
        ChecksumSHA256: base64Of(sha256),
      });
      const signed = new Set(['x-amz-checksum-sha256', 'content-length']);
      const url = await getSignedUrl(signing, command, {
        expiresIn: uploadSeconds,
        signableHeaders: signed,
        unhoistableHeaders: signed,
      });
      return {
        url,
        method: 'PUT',
        headers: { 'x-amz-checksum-sha256': base64Of(sha256), 'content-length': String(bytes) },
      };
    },
  };
}

/** The answer to HEAD has no body that names the error. S3 answers 400 to expired credentials. */
const isUnexplained = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 400;

const expiredCredentials = (cause: unknown): Fault =>
  new Fault(
    'access-refused',
    'The bucket refused a request without a reason (400). Expired credentials have this effect.',
    {
      cause,
    },
  );

const bucketFault = (cause: unknown): Fault =>
  awsFault(cause, 'store-unavailable', 'The bucket did not take a request');
