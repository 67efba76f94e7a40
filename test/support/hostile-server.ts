import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib';

const zeros = (bytes: number): Buffer => Buffer.alloc(bytes, ' ');
const mebibyte = 1024 * 1024;

/** Seconds between two bytes of an answer that drips. */
const dripSeconds = 0.05;

/** A server whose answers have no end, or unpack to far more than they weigh. Its paths say how. */
export async function openHostileServer(
  more: Readonly<Record<string, (response: http.ServerResponse, body: unknown) => void>> = {},
): Promise<{ url: string; sent: () => number; close: () => Promise<void> }> {
  let sent = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      sent += chunk.length;
      yield chunk;
    }
  };
  const stream = (response: http.ServerResponse, chunks: Readable, headers = {}): void => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    pipeline(chunks, counted, response, () => undefined);
  };
  const send = (response: http.ServerResponse, packed: Buffer, encoding: string): void => {
    sent += packed.length;
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(packed);
  };
  const endless = function* (): Generator<Buffer> {
    for (;;) yield zeros(64 * 1024);
  };
  const answers: Record<string, (response: http.ServerResponse, body: unknown) => void> = {
    '/endless': (response) => stream(response, Readable.from(endless())),
    '/endless-gzip': (response) => {
      const packed = createGzip({ level: constants.Z_BEST_SPEED });
      pipeline(Readable.from(endless()), packed, () => undefined);
      stream(response, packed, { 'content-encoding': 'gzip' });
    },
    '/endless-error': (response) => {
      response.writeHead(503, { 'content-type': 'text/plain' });
      pipeline(Readable.from(endless()), counted, response, () => undefined);
    },
    '/gzip': (response) => send(response, gzipSync(zeros(64 * mebibyte)), 'gzip'),
    '/gzip-twice': (response) => send(response, gzipSync(gzipSync(zeros(64 * mebibyte))), 'gzip, gzip'),
    '/deflate': (response) => send(response, deflateSync(zeros(64 * mebibyte)), 'deflate'),
    '/brotli': (response) =>
      send(
        response,
        brotliCompressSync(zeros(64 * mebibyte), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
        'br',
      ),
    '/drip': (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), dripSeconds * 1000);
      response.once('close', () => clearInterval(timer));
    },
    '/deep': (response) => response.writeHead(200).end('['.repeat(mebibyte)),
    '/no-json': (response) => response.writeHead(200).end('<html>'),
    '/nothing': (response) => response.writeHead(204).end(),
    ...more,
  };
  const server = http.createServer((request, response) => {
    Array.fromAsync(request as AsyncIterable<Buffer>).then(
      (chunks) => {
        const text = Buffer.concat(chunks).toString();
        answers[(request.url ?? '').split('?')[0] ?? '']?.(
          response,
          text === '' ? undefined : JSON.parse(text),
        );
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
