import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizationHeaders } from '../../../../functions/pull-feed/authorization.ts';
import { getPage } from '../../../../functions/pull-feed/get-page.ts';
import { readPage } from '../../../../functions/pull-feed/read-page.ts';
import { isPrivateAddress } from '../../../../lib/delivery/private-address.ts';
import { openHostileServer } from '../../../support/hostile-server.ts';

describe('a page', () => {
  const read = (text: string, contentType = 'application/json', nextPath = 'next') =>
    readPage(new TextEncoder().encode(text), { contentType, nextPath });
  const summary = (value: object) => ({
    ok: true,
    value: { recordsDigest: expect.any(String), ...value },
  });
  const fault = (error: string) => ({ ok: false, error });

  it.each([
    ['an object with a cursor', '{"records":[{},{}],"next":"C2"}', summary({ records: 2, next: 'C2' })],
    ['a cursor that is a number', '{"records":[{}],"next":7}', summary({ records: 1, next: '7' })],
    [
      'a cursor of more digits than a float has',
      '{"records":[{}],"next":1234567890123456789}',
      summary({ records: 1, next: '1234567890123456789' }),
    ],
    ['the last one', '{"records":[],"next":null}', summary({ records: 0 })],
    ['an array', '[{},{},{}]', summary({ records: 3 })],
    ['nothing at all', '', summary({ records: 0 })],
    ['an object of another shape', '{"error":"x"}', fault('unknown-shape')],
    ['a cursor that is an object', '{"records":[{}],"next":{}}', fault('unknown-cursor')],
    ['half of one', '{"records":[', fault('not-json')],
  ])('is understood: %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('is the same while its records are, whatever stands around them', () => {
    const digestOf = (text: string) => {
      const page = read(text);
      return page.ok && page.value.recordsDigest;
    };
    expect(digestOf('{"records":[{"a":1}],"next":"2"}')).toBe(digestOf('{"next":null, "records":[{"a":1}]}'));
    expect(digestOf('{"records":[{"a":1}]}')).not.toBe(digestOf('{"records":[{"a":2}]}'));
    expect(digestOf('{"records":[12345678901234567890]}')).not.toBe(
      digestOf('{"records":[12345678901234567891]}'),
    );
  });

  it('may be a file of any other format, and may have its cursor deeper inside', () => {
    expect(read('文书号,主体类别\n1,2\n', 'text/csv')).toEqual(summary({}));
    expect(read('<DATAS><DATA/></DATAS>', 'application/xml')).toEqual(summary({}));
    for (const empty of ['<DATAS></DATAS>', '<?xml version="1.0"?>\n<DATAS/>\n'])
      expect(read(empty, 'application/xml')).toEqual(summary({ records: 0 }));
    expect(read('{"records":[{}],"page":{"next":"x"}}', 'application/json', 'page.next')).toEqual(
      summary({ records: 1, next: 'x' }),
    );
  });
});

describe('an address', () => {
  it.each(
    '127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fd00:ec2::254 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1:: ff02::1 nonsense'.split(
      ' ',
    ),
  )('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(['8.8.8.8', '114.114.114.114', '172.32.0.1', '2400:3200::1'])('%s is public', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});

it('a request is signed as government gateways want it', () => {
  const about = { now: new Date('2026-06-30T04:00:00.999Z'), nonce: 'n1' };
  expect(authorizationHeaders({ kind: 'x-tif', paasid: 'app' }, 'token', about)).toEqual({
    'x-tif-paasid': 'app',
    'x-tif-timestamp': '1782792000',
    'x-tif-nonce': 'n1',
    'x-tif-signature': 'E2D1E302FBEB590B8B5D59355512A6ED9A13222F2E66573DFC6C0C9870B861F9',
  });
  expect(authorizationHeaders({ kind: 'bearer' }, 'token', about)).toEqual({ authorization: 'Bearer token' });
  expect(authorizationHeaders({ kind: 'none' }, '', about)).toEqual({});
});

describe('asking an endpoint', () => {
  let server: http.Server;
  let base: string;
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      const answers: Record<string, () => unknown> = {
        '/ok': () => response.writeHead(200, { etag: '"1"', 'content-type': 'text/csv' }).end('a,b\n'),
        '/moved': () => response.writeHead(302, { location: 'http://127.0.0.1/secret' }).end(),
        '/same': () => response.writeHead(304).end(),
        '/busy': () => response.writeHead(429, { 'retry-after': '7' }).end(),
        '/silencing': () => response.writeHead(503, { 'retry-after': '999999' }).end(),
        '/packed': () => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
        '/long': () => response.writeHead(200).end('x'.repeat(2000)),
        '/cut': () => {
          response.writeHead(200, { 'content-length': '100' });
          response.write('half', () => response.destroy());
        },
        '/never': () => undefined,
      };
      answers[request.url ?? '']?.();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = (path: string, allowPrivateAddresses = true, at = base) =>
    getPage(new URL(path, at), {
      headers: {},
      timeoutSeconds: 0.3,
      allowPrivateAddresses,
      bytesAtMost: 1000,
    });

  it('reads what is there', async () => {
    expect(await ask('/ok')).toMatchObject({ kind: 'content', contentType: 'text/csv', etag: '"1"' });
    expect(await ask('/same')).toEqual({ kind: 'unchanged' });
  });

  it.each([
    ['/moved', 'redirected'],
    ['/packed', 'encoded'],
    ['/long', 'too-large'],
    ['/cut', 'econnreset'],
    ['/never', 'timeout'],
  ])('takes nothing of %s: %s', async (path, reason) => {
    expect(await ask(path)).toMatchObject({ kind: 'failed', reason });
  });

  it('hears how long to wait', async () => {
    expect(await ask('/busy')).toEqual({ kind: 'failed', reason: 'http-429', retryAfterSeconds: 7 });
    expect(await ask('/silencing')).toMatchObject({ reason: 'http-503', retryAfterSeconds: 900 });
  });

  it('connects to no private address, by number or by name', async () => {
    const refused = { kind: 'failed', reason: 'private-address' };
    const { port } = new URL(base);
    for (const host of ['127.0.0.1', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])
      expect(await ask('/ok', false, `http://${host}:${port}`), host).toEqual(refused);
  });
});

describe('an endpoint whose answer has no end', () => {
  let server: Awaited<ReturnType<typeof openHostileServer>>;
  beforeAll(async () => {
    server = await openHostileServer();
  });
  afterAll(() => server.close());

  it.each([
    ['/endless', 'too-large', 10],
    ['/endless-gzip', 'encoded', 10],
    ['/gzip', 'encoded', 10],
    ['/drip', 'timeout', 0.5],
  ])('%s: is %s', async (path, reason, timeoutSeconds) => {
    const answer = await getPage(new URL(path, server.url), {
      headers: {},
      timeoutSeconds,
      allowPrivateAddresses: true,
      bytesAtMost: 1024 * 1024,
    });
    expect(answer).toEqual({ kind: 'failed', reason });
    expect(server.sent()).toBeLessThan(64 * 1024 * 1024);
  });
});
