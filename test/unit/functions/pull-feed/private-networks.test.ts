import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getPage } from '../../../../functions/pull-feed/get-page.ts';
import { addressOf } from '../../../../functions/pull-feed/position.ts';
import { isPrivateAddress } from '../../../../lib/delivery/private-address.ts';
import { pullSource } from '../../../support/pull-source.ts';

/**
 * Neither the author of a pull setting nor an endpoint that is pulled can make the connector reach private addresses.
 */
let server: http.Server;
let port = 0;
let connections = 0;
beforeAll(async () => {
  server = http.createServer((request, response) => {
    const status = Number(/^\/(3\d\d)$/.exec(request.url ?? '')?.[1] ?? 200);
    response.writeHead(status, { location: `http://127.0.0.1:${port}/inside` }).end('inside');
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (address: string, allowPrivateAddresses: boolean) =>
  getPage(new URL(address), { headers: {}, timeoutSeconds: 2, allowPrivateAddresses, bytesAtMost: 1000 });

describe('an endpoint inside', () => {
  it.each(
    [
      '127.0.0.1 2130706433 0x7f000001 017700000001 0177.0.0.1 0x7f.1 127.1 127.0.0.1. ①②⑦.0.0.1 127。0。0。1 0 0.0.0.0',
      '[::1] [::] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::]',
      '169.254.169.254 2852039166 0xa9fea9fe [::ffff:169.254.169.254] [fd00:ec2::254] 100.100.100.200 168.63.129.16',
      '10.0.0.1 172.16.0.1 172.31.255.254 192.168.0.1 100.64.0.1 [fe80::1] [fc00::1] [fdff::1] [fec0::1] [ff02::1]',
      'localhost LOCALHOST',
    ]
      .join(' ')
      .split(' '),
  )('by the name %s is not connected to', async (host) => {
    expect(await ask(`http://${host}:${port}/`, false)).toEqual({
      kind: 'failed',
      reason: 'private-address',
    });
    expect(connections).toBe(0);
  });

  it('is reached where the setting allows it, and only there', async () => {
    expect(await ask(`http://127.0.0.1:${port}/`, true)).toMatchObject({ kind: 'content' });
    expect(connections).toBe(1);
  });

  it.each([300, 301, 302, 303, 307, 308])('is not reached by a redirect %s', async (status) => {
    const before = connections;
    const answer = await ask(`http://127.0.0.1:${port}/${status}`, true);
    expect(answer).toEqual({ kind: 'failed', reason: 'redirected', retryAfterSeconds: undefined });
    expect(connections).toBe(before + 1);
  });
});

describe('an address', () => {
  it.each([
    [
      'the last before a private network',
      '9.255.255.255 126.255.255.255 169.253.255.255 172.15.255.255 192.167.255.255',
    ],
    ['the first behind it', '11.0.0.0 128.0.0.0 169.255.0.0 172.32.0.0 192.169.0.0 100.128.0.0'],
    ['of IPv6', '2001:4860:4860::8888 2400:3200::1 2606:4700:4700::1111'],
  ])('that is %s is public', (_what, addresses) => {
    for (const address of addresses.split(' ')) expect(isPrivateAddress(address), address).toBe(false);
  });

  it.each([
    '127.0.0.1\u0000',
    ' 8.8.8.8',
    '8.8.8.8.',
    '08.8.8.8',
    '8.8.8',
    '::ffff:8.8.8.8',
    '::1%lo',
    '',
    'x',
  ])('%j is none that we connect to', (address) => expect(isPrivateAddress(address)).toBe(true));
});

describe('a cursor that an endpoint gave', () => {
  it.each([
    'http://169.254.169.254/',
    '//169.254.169.254',
    '@169.254.169.254',
    '#x',
    '&limit=0&cursor=x',
    '/../../x',
    '\r\nhost: x',
  ])('%j stays one value of the address that was set', (cursor) => {
    const source = pullSource();
    const address = addressOf(source, { mode: 'cursor', cursor });
    expect(`${address.origin}${address.pathname}`).toBe(source.url);
    expect(address.searchParams.getAll('cursor')).toEqual([cursor]);
    expect(address.searchParams.getAll('limit')).toEqual(['2']);
    expect(address.hash).toBe('');
  });
});

it.each([
  'http://authority.example/',
  'ftp://authority.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://user:password@authority.example/',
  'https://authority.example/#x',
  'authority.example',
])('%s is no address of a setting', (url) => expect(() => pullSource({ url })).toThrow('PULL_SOURCES'));
