import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { readAtMost } from '../../../lib/shared/bounded-bytes.ts';
import { endWithParent } from '../children.ts';

const faultOrder = z.strictObject({
  mode: z.enum(['ok', 'refuse', 'timeout', 'after-commit', 'partial', 'slow']),
  times: z.int().positive().optional(),
});
export type FaultMode = z.infer<typeof faultOrder>['mode'];

/** Makes the answer to a request: a status and JSON. `isPartial`: half of the request is to be refused. */
export type Answer = (
  path: string,
  json: unknown,
  isPartial: boolean,
) => { status: number; json: unknown } | undefined;

const plantOrder = z.strictObject({
  /** Ids of records that get lost. */
  lose: z.array(z.string()).default([]),
  /** Records as they are kept from now on, whatever was there. */
  keep: z.array(z.looseObject({ version: z.int() })).default([]),
});
export type PlantOrder = z.infer<typeof plantOrder>;

/** A batch of a hundred rows has some hundred kilobytes. */
const requestBytesAtMost = 16 * 1024 * 1024;
const slowSeconds = 1.5;
const cutAfterSeconds = 120;

/**
 * The server of a simulated receiver: its own paths by `answer`, `POST /_faults` to make it fail, `GET /_state` to show
 * its entries. Modes: `refuse` 503, `timeout` no answer and no effect, `after-commit` effect without answer, `partial`
 * half refused, `slow` late.
 */
export async function serveReceiver(options: {
  port: number;
  answer: Answer;
  state: () => unknown;
  /** Changes records behind the protocol's back. */
  plant: (order: PlantOrder) => void;
  close: () => void;
}): Promise<void> {
  let mode: FaultMode = 'ok';
  let left = Number.POSITIVE_INFINITY;
  let requests = 0;
  /** The traces of requests, newest last. */
  const traces: string[] = [];
  const nextMode = (): FaultMode => {
    if (left <= 0) mode = 'ok';
    left--;
    return mode;
  };
  const server = http.createServer(async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const send = (status: number, json: unknown, headers = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      response.end(JSON.stringify(json));
    };
    try {
      const json = await jsonOf(request);
      if (request.method === 'GET' && path === '/_state')
        return send(200, { requests, traces, mode, ...(options.state() as object) });
      if (path === '/_faults') {
        const order = faultOrder.safeParse(json);
        if (!order.success)
          return send(400, { error: 'mode: ok, refuse, timeout, after-commit, partial, slow; times' });
        mode = order.data.mode;
        left = order.data.times ?? Number.POSITIVE_INFINITY;
        return send(200, { mode, times: order.data.times ?? null });
      }
      if (path === '/_records') {
        options.plant(plantOrder.parse(json));
        return send(200, {});
      }
      requests++;
      noteTrace(traces, request.headers['traceparent']);
      const now = nextMode();
      if (now === 'refuse') return send(503, { error: 'told to refuse' }, { 'retry-after': '1' });
      if (now === 'timeout') return cutLater(response);
      const answer = options.answer(path, json, now === 'partial');
      if (!answer) return send(404, { error: `nothing at ${path}` });
      if (now === 'after-commit') return cutLater(response);
      if (now === 'slow') await new Promise((resolve) => setTimeout(resolve, slowSeconds * 1000));
      send(answer.status, answer.json);
    } catch {
      send(400, { error: 'the body is not JSON' });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: '127.0.0.1' }, resolve);
  });
  console.log(JSON.stringify({ listening: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
  endWithParent(() => {
    server.closeAllConnections();
    server.close();
    options.close();
  });
}

const tracesKept = 1000;

function noteTrace(traces: string[], header: string | string[] | undefined): void {
  const traceId = String(header ?? '').split('-')[1];
  if (!traceId || traces.includes(traceId)) return;
  traces.push(traceId);
  if (traces.length > tracesKept) traces.shift();
}

/** Keeps the caller waiting and finally cuts the connection. */
function cutLater(response: http.ServerResponse): void {
  const timer = setTimeout(() => response.destroy(), cutAfterSeconds * 1000);
  response.once('close', () => clearTimeout(timer));
}

async function jsonOf(request: http.IncomingMessage): Promise<unknown> {
  const body = await readAtMost(request, { bytesAtMost: requestBytesAtMost });
  if (!body.ok) throw new RangeError(body.error);
  return body.value.length > 0 ? JSON.parse(body.value.toString('utf8')) : undefined;
}
