import { createHash } from 'node:crypto';
import {
  type GetObjectCommandInput,
  NoSuchKey,
  NotFound,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';

/** A bucket in memory. A new object under `runs/` is announced, as EventBridge does. */
export class SimulatedBucket {
  readonly #objects = new Map<string, Uint8Array>();
  readonly #announce: (key: string) => void;

  constructor(announce: (key: string) => void) {
    this.#announce = announce;
  }

  put({ Key = '', Body, ChecksumSHA256 }: PutObjectCommandInput) {
    const bytes = Body as Uint8Array;
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    if (ChecksumSHA256 !== sha256)
      throw Object.assign(new Error('The checksum does not fit'), {
        name: 'BadDigest',
        $metadata: { httpStatusCode: 400 },
      });
    this.#objects.set(Key, bytes);
    this.#announce(Key);
    return {};
  }

  head({ Key = '' }: GetObjectCommandInput) {
    const found = this.#objects.get(Key);
    if (!found) throw new NotFound({ $metadata: { httpStatusCode: 404 }, message: 'Not Found' });
    return { ContentLength: found.length };
  }

  /** The body comes in pieces, as over a network. */
  get({ Key = '' }: GetObjectCommandInput) {
    const found = this.#objects.get(Key);
    if (!found) throw new NoSuchKey({ $metadata: { httpStatusCode: 404 }, message: 'No such key' });
    return { Body: piecesOf(found) };
  }

  has = (key: string): boolean => this.#objects.has(key);

  bytesOf = (key: string): Uint8Array | undefined => this.#objects.get(key);
}

const pieceBytes = 4096;

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes)
    yield bytes.subarray(start, start + pieceBytes);
}
