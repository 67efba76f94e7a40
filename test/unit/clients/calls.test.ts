import { describe, expect, it } from 'vitest';
import { createClient } from '../../../clients/typescript/src/client.ts';
import type { CursorStore } from '../../../clients/typescript/src/cursor.ts';
import { NoAnswerError, ProblemError, retryAfter } from '../../../clients/typescript/src/problem.ts';
import type { InputOf } from '../../../schemas/operations/calls.ts';

const url = 'https://connector.invalid';
type Answer = Response | Error;

/** A client whose connector gives these answers in turn; its pauses are noted and not waited for. */
function clientOf(
  answers: Answer[],
  more: { token?: () => string; tries?: number; longestPause?: number } = {},
) {
  const asked: { address: string; method: string; headers: Headers }[] = [];
  const pauses: number[] = [];
  const client = createClient({
    url,
    token: more.token ?? 'T',
    retry: {
      ...(more.tries !== undefined && { tries: more.tries }),
      ...(more.longestPause !== undefined && { longestPause: more.longestPause }),
    },
    random: () => 0.5,
    now: () => 0,
    sleep: async (milliseconds) => pauses.push(milliseconds),
    fetch: async (address, init = {}) => {
      asked.push({ address: String(address), method: init.method ?? '', headers: new Headers(init.headers) });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked once too often');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { client, asked, pauses };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });
const busy = (status: number, after?: string): Response =>
  json({ message: 'later' }, status, after === undefined ? {} : { 'retry-after': after });
const question: InputOf<'POST /v1/grades/query'> = {
  body: { purpose: 'procurement', reference: 'r', subjects: [{ scheme: 'uscc', id: '91540100MA6T1000XP' }] },
};
const answered = { receiptId: 'r', dataVersion: 'd', results: [] };

describe('a call', () => {
  it('goes to the address of the operation with the token, and answers what was said', async () => {
    const { client, asked } = clientOf([json({ runId: 'a/b' })]);
    const run = await client.call('GET /v1/feeds/runs/{runId}', { params: { runId: 'a/b' } });
    expect(run).toEqual({ runId: 'a/b' });
    expect(asked.map(({ address, method }) => `${method} ${address}`)).toEqual([
      `GET ${url}/v1/feeds/runs/a%2Fb`,
    ]);
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer T');
  });

  it('waits at least as long as Retry-After says, and a random part of a limit that doubles', async () => {
    const { client, pauses } = clientOf([busy(429, '3'), busy(503), busy(503), json(answered)]);
    expect(await client.call('POST /v1/grades/query', question)).toEqual(answered);
    expect(pauses).toEqual([3100, 200, 400]);
  });

  it('is tried again when nothing answered', async () => {
    const { client, pauses } = clientOf([new TypeError('fetch failed'), json(answered)]);
    await client.call('POST /v1/grades/query', question);
    expect(pauses).toHaveLength(1);
  });

  it('that decides something is tried again only where it is known that it was not begun', async () => {
    const order = { params: { id: 'x' }, body: { reason: 'r' } };
    for (const answer of [busy(503), new TypeError('fetch failed')]) {
      const { client, asked } = clientOf([answer]);
      await expect(client.call('POST /v1/policies/{id}/release', order)).rejects.toThrow();
      expect(asked).toHaveLength(1);
    }
    const { client, asked } = clientOf([busy(429), json({})]);
    await client.call('POST /v1/policies/{id}/release', order);
    expect(asked).toHaveLength(2);
  });

  it('ends at once where Retry-After asks for more than is waited for, and after its tries', async () => {
    const long = clientOf([busy(503, '3600')], { longestPause: 1000 });
    await expect(long.client.call('GET /v1/me', {})).rejects.toMatchObject({
      status: 503,
      retryAfterMilliseconds: 3_600_000,
    });
    const often = clientOf([busy(503), busy(503)], { tries: 2 });
    await expect(often.client.call('GET /v1/me', {})).rejects.toBeInstanceOf(ProblemError);
    expect(often.pauses).toHaveLength(1);
    const never = clientOf([new TypeError('a'), new TypeError('b')], { tries: 2 });
    await expect(never.client.call('GET /v1/me', {})).rejects.toBeInstanceOf(NoAnswerError);
  });

  it('that is refused says code, detail, Chinese explanation and the request to ask about', async () => {
    const said = { status: 400, code: 'unknown-purpose', explanation: '说明', requestId: 'q' };
    const { client } = clientOf([json({ ...said, detail: 'd' }, 400)]);
    await expect(client.grades(question.body)).rejects.toMatchObject({
      ...said,
      message: 'unknown-purpose: d',
    });
  });

  it('with a token that is refused asks for another one, once', async () => {
    let made = 0;
    const { client, asked } = clientOf([busy(401), json({})], { token: () => `T${++made}` });
    await client.call('GET /v1/me', {});
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer T1', 'Bearer T2']);
    await expect(clientOf([busy(401)]).client.call('GET /v1/me', {})).rejects.toMatchObject({ status: 401 });
  });

  it('does not go over plain http to another machine', () => {
    expect(() => createClient({ url: 'http://connector.invalid' })).toThrow(/https/);
    expect(() => createClient({ url: 'http://127.0.0.1:8080' })).not.toThrow();
  });
});

describe('the change feed', () => {
  const page = (next: string, ...ids: string[]) =>
    json({ receiptId: 'r', changes: ids.map((changeId) => ({ changeId })), next });
  const store = (kept?: string): CursorStore & { saved: string[] } => {
    const saved: string[] = [];
    return {
      saved,
      load: async () => saved.at(-1) ?? kept,
      save: async (cursor) => void saved.push(cursor),
    };
  };

  it('goes on from the kept cursor and keeps a page once the next one is asked for', async () => {
    const cursor = store('c0');
    const { client, asked } = clientOf([page('c1', 'a', 'b'), page('c2', 'c'), page('c2')]);
    const keptBefore: string[][] = [];
    for await (const _ of client.changes({ cursor })) keptBefore.push([...cursor.saved]);
    expect(keptBefore).toEqual([[], ['c1']]);
    expect(cursor.saved).toEqual(['c1', 'c2']);
    expect(asked.map(({ address }) => new URL(address).searchParams.get('after'))).toEqual([
      'c0',
      'c1',
      'c2',
    ]);
  });

  it('hands out a page again whose handling failed', async () => {
    const cursor = store();
    const failing = clientOf([page('c1', 'a'), page('c2', 'b')]);
    const seen: string[] = [];
    const run = async () => {
      for await (const { changes } of failing.client.changes({ cursor })) {
        seen.push(...changes.map(({ changeId }) => changeId));
        if (seen.includes('b')) throw new Error('the consumer failed');
      }
    };
    await expect(run()).rejects.toThrow('the consumer failed');
    expect(cursor.saved).toEqual(['c1']);
    const after = clientOf([page('c2', 'b'), page('c2')]);
    for await (const { changes } of after.client.changes({ cursor }))
      expect(changes.map(({ changeId }) => changeId)).toEqual(['b']);
    expect(after.asked[0]?.address).toContain('after=c1');
    expect(cursor.saved).toEqual(['c1', 'c2']);
  });

  it('asked to stay asks again at its end', async () => {
    const { client, pauses } = clientOf([page('c0'), page('c1', 'a')]);
    for await (const { next } of client.changes({ pollEvery: 5000 })) {
      expect(next).toBe('c1');
      break;
    }
    expect(pauses).toEqual([5000]);
  });
});

describe('Retry-After', () => {
  it.each([
    ['2', 2000],
    ['Thu, 01 Jan 1970 00:00:05 GMT', 4000],
    ['Wed, 31 Dec 1969 23:00:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
  ])('%s, a second after 1970, is %s milliseconds', (header, milliseconds) => {
    expect(retryAfter(header, 1000)).toBe(milliseconds);
  });
});
