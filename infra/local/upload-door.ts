import { timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { arrivalsPrefix } from '../system.ts';
import { feedBucket } from './names.ts';

export interface UploadDoor {
  answers(path: string): boolean;
  handle(request: http.IncomingMessage, response: http.ServerResponse): void;
}

const begin = `/${feedBucket}/${arrivalsPrefix}`;

/**
 * The bucket of one machine at the connector's own address, for uploads that the connector signed and nothing else. The
 * page of the console may ask its own host alone, and a tunnel to this machine brings one port.
 */
export function openUploadDoor(
  endpoint: string,
  clock: () => Date,
  client = new S3Client({ endpoint, forcePathStyle: true }),
): UploadDoor {
  return {
    answers: (path) => path.startsWith(begin),
    handle(request, response) {
      admit(request, { client, now: clock() })
        .then((isSigned) => (isSigned ? forward(request, response, endpoint) : refuse(response)))
        .catch(() => response.destroy());
    },
  };
}

/** Whether the request is one that this connector signed (`lib/runtime/bucket.ts`), and still in time. */
async function admit(
  { method, url = '', headers }: http.IncomingMessage,
  { client, now }: { client: S3Client; now: Date },
): Promise<boolean> {
  const asked = new URL(url, 'http://127.0.0.1');
  const seconds = Number(asked.searchParams.get('X-Amz-Expires'));
  const signedAt = instantOf(asked.searchParams.get('X-Amz-Date') ?? '');
  const sha256 = headers['x-amz-checksum-sha256'];
  if (method !== 'PUT' || !signedAt || typeof sha256 !== 'string') return false;
  if (now.getTime() > signedAt.getTime() + seconds * 1000) return false;
  const signed = new Set(['x-amz-checksum-sha256', 'content-length']);
  const object = new PutObjectCommand({
    Bucket: feedBucket,
    Key: decodeURIComponent(asked.pathname.slice(feedBucket.length + 2)),
    ContentLength: Number(headers['content-length']),
    ChecksumSHA256: sha256,
  });
  const expected = await getSignedUrl(client, object, {
    expiresIn: seconds,
    signingDate: signedAt,
    signableHeaders: signed,
    unhoistableHeaders: signed,
  });
  return isSame(signatureOf(new URL(expected)), signatureOf(asked));
}

/** `20261130T191500Z` */
function instantOf(text: string): Date | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return year === undefined ? undefined : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const signatureOf = ({ searchParams }: URL): Buffer => Buffer.from(searchParams.get('X-Amz-Signature') ?? '');

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** Streams the object to the bucket. A browser that goes away leaves nothing there. */
function forward(request: http.IncomingMessage, response: http.ServerResponse, endpoint: string): void {
  const { 'content-length': length, 'x-amz-checksum-sha256': sha256 } = request.headers;
  const sent = http.request(new URL(request.url ?? '', endpoint), {
    method: 'PUT',
    headers: { 'content-length': length, 'x-amz-checksum-sha256': sha256 },
  });
  sent.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  sent.once('error', () => response.destroy());
  request.once('close', () => !request.complete && sent.destroy());
  request.pipe(sent);
}

function refuse(response: http.ServerResponse): void {
  response.writeHead(403, { 'content-type': 'application/xml', connection: 'close' });
  response.end('<Error><Code>AccessDenied</Code><Message>The upload is not signed here.</Message></Error>');
}
