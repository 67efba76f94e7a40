import { afterEach, describe, expect, it } from 'vitest';
import { createApi } from '../../../console/api/call.ts';
import { CallFailure, failureOf } from '../../../console/api/failure.ts';
import { addressOf } from '../../../schemas/operations/address.ts';

describe('the address of a call', () => {
  it('has the parameters in its path, escaped, and relative to the page', () => {
    const input = { params: { id: 'a/b.1' }, query: {} };
    expect(addressOf('POST /v1/quarantine/{id}/correction', input)).toEqual({
      method: 'POST',
      address: 'v1/quarantine/a%2Fb.1/correction',
    });
  });

  it('leaves out filters that are not set', () => {
    const query = { source: 'court', status: '', after: undefined, limit: 50 };
    expect(addressOf('GET /v1/feeds/runs', { query }).address).toBe('v1/feeds/runs?source=court&limit=50');
  });
});

describe('a call', () => {
  const known = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = known;
  });
  const api = (answer: () => Promise<Response>) => {
    const seen: [string, RequestInit][] = [];
    const refused: number[] = [];
    globalThis.fetch = (address, init = {}) => {
      seen.push([String(address), init]);
      return answer();
    };
    const bearer = { token: async () => 'a-token', refused: () => refused.push(1) };
    return { seen, refused, call: createApi(bearer).call };
  };

  it('sends the token and JSON, and answers what came', async () => {
    const { seen, call } = api(async () => Response.json({ runId: '1' }));
    const params = { receiver: 'directory' } as const;
    await call('POST /v1/receivers/{receiver}/reconciliation', { params });
    await call('POST /v1/quarantine/redo', { body: { source: 'court', reason: 'check-digit' } });
    expect(seen[0]?.[1].headers).toEqual({ authorization: 'Bearer a-token' });
    expect(seen[1]?.[1].body).toBe('{"source":"court","reason":"check-digit"}');
  });

  it('that nothing answers says so, whatever the browser says', async () => {
    const { call } = api(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(call('GET /v1/reviews', {})).rejects.toMatchObject({ status: 0, code: 'offline' });
  });

  it('whose token is not taken tells the session, with words although the gateway has none', async () => {
    const { call, refused } = api(async () => Response.json({ message: 'Unauthorized' }, { status: 401 }));
    await expect(call('GET /v1/reviews', {})).rejects.toMatchObject({
      status: 401,
      explanation: /登录已过期/,
    });
    expect(refused).toHaveLength(1);
  });
});

it('a call that the contract does not allow does not compile', () => {
  const wrong = (api: ReturnType<typeof createApi>) => [
    // @ts-expect-error there is no such operation
    api.call('GET /v1/nothing', {}),
    // @ts-expect-error a parameter of the path is missing
    api.call('GET /v1/feeds/runs/{runId}', {}),
    // @ts-expect-error a field of the body is missing
    api.call('POST /v1/quarantine/redo', { body: { source: 'court' } }),
    // @ts-expect-error there is no such source
    api.call('GET /v1/feeds/runs', { query: { source: 'nobody' } }),
  ];
  expect(wrong).toBeTypeOf('function');
});

it('a failure has the words and the number of the connector', async () => {
  const body = {
    code: 'same-officer',
    detail: 'Another one must.',
    explanation: '须由另一人办理。',
    requestId: 'r1',
  };
  const failure = await failureOf(Response.json(body, { status: 403 }));
  expect(failure).toBeInstanceOf(CallFailure);
  expect(failure).toMatchObject({
    status: 403,
    code: 'same-officer',
    explanation: '须由另一人办理。',
    requestId: 'r1',
  });
});
