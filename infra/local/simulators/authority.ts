import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { readAtMost } from '../../../lib/shared/bounded-bytes.ts';
import { endWithParent } from '../children.ts';
import { openJournal } from './journal.ts';

/**
 * Simulates an authority's endpoint. `GET /records?cursor=&limit=` or `?since=&page=&limit=` is what the connector
 * pulls, signed by x-tif when `TOKEN` is set. `POST /_records` adds records, `POST /_faults` makes it fail, `GET
 * /_state` shows its state. Modes: `refuse` 503, `rate` 429, `timeout` no answer, `partial` half a page and then the
 * connection is cut, `slow` late.
 */
const faultOrder = z.strictObject({
  mode: z.enum(['ok', 'refuse', 'timeout', 'partial', 'slow', 'rate']),
  times: z.int().positive().optional(),
});
const addition = z.strictObject({
  records: z.array(z.record(z.string(), z.unknown())).min(1),
  /** The day on which the records became known, for pulls by day. */
  day: z.iso.date().default('2000-01-01'),
});
type Entry = { readonly record: Record<string, unknown>; readonly day: string };

/** Bytes of the records that are added at once. */
const requestBytesAtMost = 64 * 1024 * 1024;
const slowSeconds = 1.5;
const cutAfterSeconds = 120;

const entries: Entry[] = [];
const journal = openJournal<Entry>(join(process.env['DATA_DIR'] ?? '.', 'authority.ndjson'), (entry) =>
  entries.push(entry),
);
const counts = { requests: 0, pages: 0, unchanged: 0, cut: 0, refusedSignatures: 0 };
let mode: z.infer<typeof faultOrder>['mode'] = 'ok';
let left = Number.POSITIVE_INFINITY;

const server = http.createServer(async (request, response) => {
  try {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://authority');
    if (pathname === '/records') return servePage(request, response, searchParams);
    if (pathname === '/_state') return send(response, 200, { ...counts, mode, records: entries.length });
    if (pathname === '/_records') return add(response, addition.parse(await jsonOf(request)));
    if (pathname === '/_faults') return order(response, faultOrder.parse(await jsonOf(request)));
    send(response, 404, { error: `nothing at ${pathname}` });
  } catch {
    send(response, 400, { error: 'the request is not understood' });
  }
});

function add(response: http.ServerResponse, { records, day }: z.infer<typeof addition>): void {
  const added = records.map((record) => ({ record, day }));
  journal.append(added);
  entries.push(...added);
  send(response, 200, { records: entries.length });
}

function order(response: http.ServerResponse, { mode: wanted, times }: z.infer<typeof faultOrder>): void {
  mode = wanted;
  left = times ?? Number.POSITIVE_INFINITY;
  send(response, 200, { mode, times: times ?? null });
}

function servePage(
  { headers }: http.IncomingMessage,
  response: http.ServerResponse,
  query: URLSearchParams,
): void {
  counts.requests++;
  if (left-- <= 0) mode = 'ok';
  const wait = { 'retry-after': '1' };
  const body = Buffer.from(JSON.stringify(pageOf(query)));
  if (!isSigned(headers)) {
    counts.refusedSignatures++;
    send(response, 401, { error: 'the signature does not fit' });
  } else if (mode === 'refuse') send(response, 503, { error: 'told to refuse' }, wait);
  else if (mode === 'rate') send(response, 429, { error: 'told to slow down' }, wait);
  else if (mode === 'timeout') cutLater(response);
  else if (mode === 'partial') cutShort(response, body);
  else
    setTimeout(
      () => answer(response, body, headers['if-none-match']),
      mode === 'slow' ? slowSeconds * 1000 : 0,
    );
}

function answer(response: http.ServerResponse, body: Buffer, known: string | undefined): void {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  if (known === etag) {
    counts.unchanged++;
    response.writeHead(304, { etag }).end();
  } else {
    counts.pages++;
    response.writeHead(200, { 'content-type': 'application/json', etag }).end(body);
  }
}

/** A page. A cursor is the number of records before it. The last page says that no records follow. */
function pageOf(query: URLSearchParams): object {
  const limit = Number(query.get('limit') ?? 100);
  const since = query.get('since') ?? '';
  const known = entries.filter(({ day }) => day >= since);
  const from = query.has('page') ? (Number(query.get('page')) - 1) * limit : Number(query.get('cursor') ?? 0);
  const end = from + limit;
  return {
    records: known.slice(from, end).map(({ record }) => record),
    next: end < known.length ? String(end) : null,
  };
}

function isSigned(headers: http.IncomingHttpHeaders): boolean {
  const token = process.env['TOKEN'];
  if (!token) return true;
  const [time, nonce] = [headers['x-tif-timestamp'], headers['x-tif-nonce']];
  const expected = createHash('sha256').update(`${time}${token}${nonce}${time}`).digest('hex').toUpperCase();
  return headers['x-tif-signature'] === expected;
}

/** Keeps the caller waiting and finally cuts the connection. */
function cutLater(response: http.ServerResponse): void {
  const timer = setTimeout(() => response.destroy(), cutAfterSeconds * 1000);
  response.once('close', () => clearTimeout(timer));
}

function cutShort(response: http.ServerResponse, body: Buffer): void {
  counts.cut++;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

function send(response: http.ServerResponse, status: number, json: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(json));
}

async function jsonOf(request: http.IncomingMessage): Promise<unknown> {
  const body = await readAtMost(request, { bytesAtMost: requestBytesAtMost });
  if (!body.ok) throw new RangeError(body.error);
  return JSON.parse(body.value.toString('utf8'));
}

await new Promise<void>((resolve, reject) => {
  server.once('error', reject);
  server.listen({ port: Number(process.env['PORT'] ?? 0), host: '127.0.0.1' }, resolve);
});
console.log(JSON.stringify({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
endWithParent(() => {
  server.closeAllConnections();
  server.close();
  journal.close();
});
