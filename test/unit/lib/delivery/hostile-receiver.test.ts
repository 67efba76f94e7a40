import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryStates, settlementStates } from '../../../../functions/reconcile/receiver-states.ts';
import {
  createDirectoryClient,
  createSettlementClient,
  createSigner,
  directorySettings,
  settlementSettings,
} from '../../../../lib/delivery/index.ts';
import { postJson } from '../../../../lib/delivery/post-json.ts';
import { openHostileServer } from '../../../support/hostile-server.ts';

let server: Awaited<ReturnType<typeof openHostileServer>>;
let pages = 0;
/** The cursor of the next page, by how the list misbehaves. */
const cursors: Record<string, (after: string | null) => string> = {
  same: () => 'A',
  circle: (after) => (after === 'A' ? 'B' : after === 'B' ? 'C' : 'A'),
  endless: () => String(pages),
};
type Ask = { after?: string | null; input?: { data: { after: string } } };
const directoryPage = (kind: string) => ({
  rows: [{ recordId: `${pages++}`, version: 1 }],
  next: kind,
});

beforeAll(async () => {
  const lists = Object.entries(cursors).flatMap(([kind, next]) => [
    [
      `/lists/${kind}/query`,
      (response: { end(text: string): void }, body: unknown) =>
        response.end(JSON.stringify(directoryPage(next((body as Ask).after ?? null)))),
    ],
    [
      `/lists/${kind}`,
      (response: { end(text: string): void }, body: unknown) => {
        const after = (body as Ask).input?.data.after ?? null;
        const output = { data: [{ suspensionId: `${pages++}`, version: 1 }], next: next(after) };
        response.end(JSON.stringify({ infcode: 0, output }));
      },
    ],
  ]);
  server = await openHostileServer({
    ...Object.fromEntries(lists),
    '/silencing': (response) => response.writeHead(503, { 'retry-after': '999999' }).end(),
  });
});
afterAll(() => server.close());

const ask = (path: string, timeoutSeconds = 20) => postJson(`${server.url}${path}`, {}, { timeoutSeconds });

describe("a receiver's answer", () => {
  it.each(['/endless', '/endless-gzip', '/gzip', '/gzip-twice', '/deflate', '/brotli'])(
    '%s is read no further than its limit, packed or not',
    async (path) => {
      expect(await ask(path)).toEqual({ kind: 'unknown', reason: 'answer-too-large' });
    },
  );

  it('that drips ends with the time of the request', async () => {
    expect(await ask('/drip', 0.4)).toEqual({ kind: 'unknown', reason: 'timeout' });
  });

  it('that asks to be left alone for days is asked again after a quarter of an hour', async () => {
    expect(await ask('/silencing')).toEqual({
      kind: 'unreachable',
      reason: 'http-503',
      retryAfterSeconds: 900,
    });
  });

  it('of an error is not read at all', async () => {
    const before = server.sent();
    expect(await ask('/endless-error')).toMatchObject({ kind: 'unreachable', reason: 'http-503' });
    expect(server.sent() - before).toBeLessThan(64 * 1024 * 1024);
  });

  it.each(['/deep', '/no-json', '/nothing'])(
    '%s is not understood, and may have taken effect',
    async (path) => {
      expect(await ask(path)).toEqual({ kind: 'unknown', reason: 'unreadable-answer' });
    },
  );
});

describe("a receiver's list", () => {
  const clock = () => new Date();
  const settlement = (kind: string, at: () => Date = clock) =>
    createSettlementClient(`${server.url}/lists/${kind}`, {
      settings: settlementSettings.parse({}),
      signer: createSigner({ kind: 'none' }),
      clock: at,
      random: () => 0,
    });
  const directory = (kind: string) =>
    createDirectoryClient(`${server.url}/lists/${kind}`, directorySettings.parse({}));
  const isRefused = (reason: string) =>
    expect.objectContaining({
      code: 'receiver-unavailable',
      message: expect.stringContaining(reason),
    });

  it.each(['same', 'circle'])('whose cursors lead in a circle (%s) is not compared', async (kind) => {
    await expect(directoryStates(directory(kind), clock)).rejects.toEqual(isRefused('repeated-cursor'));
    await expect(settlementStates(settlement(kind), clock)).rejects.toEqual(isRefused('repeated-cursor'));
    expect(await settlement(kind).find('other')).toMatchObject({
      ok: false,
      error: { kind: 'unreachable', reason: 'repeated-cursor' },
    });
  });

  it('that never ends is given up when the time is over', async () => {
    let now = Date.parse('2026-06-30T04:00:00Z');
    const passing = () => {
      now += 1000;
      return new Date(now);
    };
    pages = 0;
    await expect(directoryStates(directory('endless'), passing)).rejects.toEqual(isRefused('slow-list'));
    expect(pages).toBeLessThan(700);
    expect(await settlement('endless', passing).find('other')).toMatchObject({
      ok: false,
      error: { reason: 'slow-list' },
    });
  });
});
