import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** The part of an EventBridge "Object Created" event that the product reads. */
export interface ObjectCreated {
  readonly source: 'aws.s3';
  readonly 'detail-type': 'Object Created';
  readonly detail: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
}

/**
 * Stands before the local S3 and does what it lacks: checks an object against its SHA-256 before it is stored, and
 * announces a stored object as EventBridge does.
 */
export async function openBucketGate(options: {
  target: URL;
  bucket: string;
  onObject: (event: ObjectCreated) => void;
}): Promise<{ url: string; close(): Promise<void> }> {
  const { target, bucket, onObject } = options;
  const server = http.createServer((request, response) => {
    const key = keyOf(request, bucket);
    const upstream = http.request(
      {
        host: target.hostname,
        port: target.port,
        method: request.method,
        path: request.url,
        headers: request.headers,
      },
      (answer) => {
        if (key && answer.statusCode === 200) {
          onObject({
            source: 'aws.s3',
            'detail-type': 'Object Created',
            detail: { bucket: { name: bucket }, object: { key } },
          });
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    upstream.once('error', () => response.headersSent || response.writeHead(502).end());
    forward(request, upstream, () => {
      response.writeHead(400, { 'content-type': 'application/xml' });
      response.end(
        '<Error><Code>BadDigest</Code><Message>The object does not match its checksum.</Message></Error>',
      );
    });
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The object key of an upload to the bucket. */
function keyOf(request: http.IncomingMessage, bucket: string): string | undefined {
  const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
  return request.method === 'PUT' && path.startsWith(`/${bucket}/`)
    ? path.slice(bucket.length + 2)
    : undefined;
}

/** The last piece is held back until the checksum is known; a wrong one breaks the upload off before it is stored. */
function forward(request: http.IncomingMessage, upstream: http.ClientRequest, refuse: () => void): void {
  const expected = request.headers['x-amz-checksum-sha256'];
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  request.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    if (held && !upstream.write(held)) {
      request.pause();
      upstream.once('drain', () => request.resume());
    }
    held = chunk;
  });
  request.once('end', () => {
    const isEncoded = String(request.headers['content-encoding'] ?? '').includes('aws-chunked');
    if (typeof expected === 'string' && !isEncoded && hash.digest('base64') !== expected) {
      upstream.destroy();
      refuse();
    } else upstream.end(held);
  });
  request.once('error', () => upstream.destroy());
}
