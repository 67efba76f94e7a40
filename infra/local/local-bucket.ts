import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { arrivalsPrefix } from '../system.ts';

/** The part of an EventBridge "Object Created" event that the product reads. */
export interface ObjectCreated {
  readonly source: 'aws.s3';
  readonly 'detail-type': 'Object Created';
  readonly detail: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
}

export interface LocalBucketOptions {
  readonly folder: string;
  readonly bucket: string;
  readonly onObject: (event: ObjectCreated) => unknown;
}

export const objectCreated = (bucket: string, key: string): ObjectCreated => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: bucket }, object: { key } },
});

/**
 * The S3 of one machine, for the requests the product makes: PUT, HEAD and GET of objects of any size, and HEAD of the bucket. An object is a
 * file that is streamed in and out (fauxqs keeps every object in memory and accepts none above 11 MiB). It exists once
 * its SHA-256 is checked. Objects under `runs/` are then announced, as the stack's EventBridge rule does; attachments
 * are not.
 */
export async function openLocalBucket(
  options: LocalBucketOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      // The sender disconnected, or the disk is full. No partial object remains.
      if (!response.headersSent) refuse(response, 500, 'InternalError', String(error));
      response.destroy();
    });
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  options: LocalBucketOptions,
): Promise<void> {
  if (request.method === 'HEAD' && isBucket(request, options.bucket)) {
    response.writeHead(200).end();
    return;
  }
  const key = keyOf(request, options.bucket);
  if (key === undefined) return refuse(response, 404, 'NoSuchBucket', 'There is one bucket here.');
  const path = join(options.folder, 'buckets', options.bucket, 'objects', `${key}.data`);
  switch (request.method) {
    case 'PUT':
      return keep(request, response, { path, key, ...options });
    case 'HEAD':
    case 'GET':
      return show(request, response, path);
    default:
      return refuse(response, 405, 'MethodNotAllowed', 'Objects are put and read here, nothing else.');
  }
}

/** S3 takes at most this in one request. */
const objectBytesAtMost = 5 * 1024 ** 3;

const keyShape = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

const isBucket = ({ url = '' }: http.IncomingMessage, bucket: string): boolean =>
  [`/${bucket}`, `/${bucket}/`].includes(url.split('?')[0] ?? '');

function keyOf(request: http.IncomingMessage, bucket: string): string | undefined {
  const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
  const key = path.startsWith(`/${bucket}/`) ? path.slice(bucket.length + 2) : '';
  return keyShape.test(key) ? key : undefined;
}

async function keep(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { path, key, bucket, onObject }: LocalBucketOptions & { path: string; key: string },
): Promise<void> {
  if (String(request.headers['content-encoding'] ?? '').includes('aws-chunked'))
    return refuse(response, 501, 'NotImplemented', 'Send the object as it is, with its SHA-256.');
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${randomUUID()}.part`;
  try {
    const sha256 = await written(request, part);
    const expected = request.headers['x-amz-checksum-sha256'];
    if (expected !== undefined && expected !== sha256) {
      // Before the answer: whoever reads it may look at once.
      await rm(part, { force: true });
      return refuse(response, 400, 'BadDigest', 'The object does not match its checksum.');
    }
    await rename(part, path);
    if (key.startsWith(arrivalsPrefix)) await onObject(objectCreated(bucket, key));
    response.writeHead(200, { etag: `"${sha256}"`, 'x-amz-checksum-sha256': sha256 }).end();
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * Writes the request body to a file.
 * @returns its SHA-256 in base64
 */
async function written(request: http.IncomingMessage, path: string): Promise<string> {
  const hash = createHash('sha256');
  const hashed = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > objectBytesAtMost) throw new RangeError('an object has at most 5 GiB');
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(request, hashed, createWriteStream(path, { mode: 0o600 }));
  return hash.digest('base64');
}

async function show(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  path: string,
): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return refuse(response, 404, 'NoSuchKey', 'There is no such object.');
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': found.size,
    'last-modified': found.mtime.toUTCString(),
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(path), response);
}

function refuse(response: http.ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}
