import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskPage, ComparisonDeps } from '../../../../functions/reconcile/deps.ts';
import { directoryPages, settlementPages } from '../../../../functions/reconcile/list-pages.ts';
import { listStep } from '../../../../functions/reconcile/list-step.ts';
import { begunComparison, type Comparison } from '../../../../lib/convergence/comparison.ts';
import {
  createDirectoryClient,
  createSettlementClient,
  createSigner,
  directorySettings,
  settlementSettings,
} from '../../../../lib/delivery/index.ts';
import { postJson } from '../../../../lib/delivery/post-json.ts';
import { err, ok } from '../../../../lib/shared/result.ts';
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
    '/redirect': (response) => response.writeHead(302, { location: `${server.url}/endless` }).end(),
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
  const order = { startedAt: '2026-06-30T04:00:00.000Z', repairs: false, receivers: ['directory'] as const };
  /** Works on the list until it is read or given up. */
  async function read(ask: AskPage, at: () => Date = () => new Date(order.startedAt)): Promise<Comparison> {
    const deps = {
      runtime: { clock: at },
      lists: { directory: ask },
      maker: { vault: { mac: () => 'AAAAAAAAAAAAAAAAAAAAAA' } },
      comparisons: {
        putAside: async () => undefined,
        putPages: async () => undefined,
      },
    } as unknown as ComparisonDeps;
    let known: Comparison = begunComparison('id', order);
    for (let steps = 0; known.phase === 'list' && steps < 400; steps++) known = await listStep(known, deps);
    return known;
  }
  const problemOf = async (ask: AskPage, at?: () => Date) => {
    const { phase, parts } = await read(ask, at);
    return [phase, parts.directory?.problem];
  };
  const page = (records: number, next?: string) =>
    ok({
      records: Array.from({ length: records }, (_, n) => ({ id: `${next} ${n}`, version: 1, row: {} })),
      ...(next && { next }),
    });

  it.each(['same', 'circle'])('whose cursors lead in a circle (%s) is not compared', async (kind) => {
    expect(await problemOf(directoryPages(directory(kind)))).toEqual(['ended', 'repeated-cursor']);
    expect(await problemOf(settlementPages(settlement(kind)))).toEqual(['ended', 'repeated-cursor']);
    expect(await settlement(kind).find('other')).toMatchObject({
      ok: false,
      error: { kind: 'unreachable', reason: 'repeated-cursor' },
    });
  });

  it('that never ends is given up when the time is over, or after too many pages', async () => {
    let now = Date.parse(order.startedAt);
    const passing = (milliseconds: number) => () => {
      now += milliseconds;
      return new Date(now);
    };
    expect(await problemOf(directoryPages(directory('endless')), passing(30_000))).toEqual([
      'ended',
      'slow-list',
    ]);
    expect(pages).toBeLessThan(700);
    expect(await settlement('endless', passing(1000)).find('other')).toMatchObject({
      ok: false,
      error: { reason: 'slow-list' },
    });
    let asked = 0;
    expect(await problemOf(async () => page(1, `cursor ${asked++}`))).toEqual(['ended', 'endless-list']);
    expect(asked).toBe(20_000);
  });

  it('whose pages are empty, or too large, or whose cursor has no end, is given up', async () => {
    let asked = 0;
    expect(await problemOf(async () => page(0, `cursor ${asked++}`))).toEqual(['ended', 'empty-pages']);
    expect(asked).toBe(50);
    expect(await problemOf(async () => page(1001))).toEqual(['ended', 'oversized-page']);
    expect(await problemOf(async () => page(1, 'x'.repeat(2000)))).toEqual(['ended', 'unreadable-page']);
  });

  it.each([
    ['/endless', 'answer-too-large'],
    ['/gzip', 'answer-too-large'],
    ['/redirect', 'http-302'],
    ['/nothing', 'unreadable-answer'],
  ])('that answers like %s is asked five times more, then not compared', async (path, reason) => {
    let now = Date.parse(order.startedAt);
    const asked: number[] = [];
    const ask: AskPage = async () => {
      asked.push(now);
      const answer = await postJson(`${server.url}${path}`, {}, { timeoutSeconds: 20 });
      if (answer.kind === 'answered') throw new Error('this receiver answers');
      return err(answer);
    };
    const deps = { runtime: { clock: () => new Date(now) }, lists: { directory: ask } };
    let known: Comparison = begunComparison('id', order);
    while (known.phase === 'list') {
      known = await listStep(known, deps as unknown as ComparisonDeps);
      now = Math.max(now, Date.parse(known.dueAt ?? order.startedAt));
    }
    expect(known.parts.directory?.problem).toBe(reason);
    expect(asked.map((at) => (at - Date.parse(order.startedAt)) / 1000)).toEqual([
      0, 30, 150, 750, 2550, 6150,
    ]);
  });
});
