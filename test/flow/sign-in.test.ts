import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type Connector, startConnector } from '../support/connector.ts';

/** The issuer of one machine, used as a browser uses it: code flow with PKCE, no password. */

const connector: Connector = await startConnector();
afterAll(() => connector.stop());

const issuer = `${connector.apiUrl}/oidc`;
const verifier = 'v'.repeat(64);
const challenge = createHash('sha256').update(verifier).digest('base64url');

/** A browser's jar: the issuer knows a sign-in by its cookies. */
function browser() {
  const jar = new Map<string, string>();
  return async (address: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(address, issuer), {
      redirect: 'manual',
      ...init,
      headers: { ...init.headers, cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response;
  };
}

const next = (response: Response): string => response.headers.get('location') ?? '';

async function codeOf(person: string, given: Record<string, string> = {}): Promise<string> {
  const ask = browser();
  const query = new URLSearchParams({
    client_id: 'console',
    redirect_uri: `${connector.apiUrl}/console`,
    response_type: 'code',
    scope: 'openid profile review:write files:read runs:read system:write',
    state: 'state-of-a-test',
    nonce: 'nonce-of-a-test',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...given,
  });
  const begun = await ask(`${issuer}/auth?${query}`);
  const page = await ask(next(begun));
  expect(await page.text()).toContain('选择登录人员');
  const chosen = await ask(next(begun), {
    method: 'POST',
    body: new URLSearchParams({ person }),
  });
  if (!chosen.headers.has('location')) throw new Error(`not let in: ${chosen.status}`);
  const back = new URL(next(await ask(next(chosen))));
  expect(back.searchParams.get('state')).toBe('state-of-a-test');
  return back.searchParams.get('code') ?? '';
}

const exchange = (given: Record<string, string>): Promise<Response> =>
  fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams({ client_id: 'console', ...given }) });

const redeem = async (code: string, by = verifier): Promise<Response> =>
  exchange({
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${connector.apiUrl}/console`,
    code_verifier: by,
  });

const reviews = (token: unknown): Promise<Response> =>
  fetch(`${connector.apiUrl}/v1/reviews`, { headers: { authorization: `Bearer ${token}` } });

describe('who signs in on this machine', () => {
  it('has the scopes of their role of those that were asked for, for minutes', async () => {
    const granted = (await (await redeem(await codeOf('zhaxi'))).json()) as Record<string, unknown>;
    expect(new Set(String(granted['scope']).split(' '))).toEqual(
      new Set(['review:write', 'files:read', 'runs:read']),
    );
    expect(granted['expires_in']).toBeLessThanOrEqual(600);
    expect((await reviews(granted['access_token'])).status).toBe(200);
    // The identity is for the console, and opens nothing.
    expect((await reviews(granted['id_token'])).status).toBe(401);
  });

  it('is refused what is of another role', async () => {
    const granted = (await (await redeem(await codeOf('yangjin'))).json()) as Record<string, unknown>;
    const answer = await reviews(granted['access_token']);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'scope-missing' });
  });

  it('gets a further token while they work, and an old refresh token ends the session', async () => {
    const first = (await (await redeem(await codeOf('zhaxi'))).json()) as Record<string, string>;
    const again = { grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '' };
    const second = (await (await exchange(again)).json()) as Record<string, string>;
    expect((await reviews(second['access_token'])).status).toBe(200);
    expect((await exchange(again)).status).toBe(400);
    const last = { ...again, refresh_token: second['refresh_token'] ?? '' };
    expect((await exchange(last)).status).toBe(400);
  });
});

describe('a code', () => {
  it('is worth nothing without the verifier of who asked for it', async () => {
    expect((await redeem(await codeOf('zhaxi'), 'w'.repeat(64))).status).toBe(400);
  });

  it('is worth nothing twice', async () => {
    const code = await codeOf('zhaxi');
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).status).toBe(400);
  });
});

it('nobody is sent back to another address, and nobody unknown signs in', async () => {
  const query = new URLSearchParams({
    client_id: 'console',
    redirect_uri: 'http://127.0.0.1:1/console',
    response_type: 'code',
    scope: 'openid',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const answer = await fetch(`${issuer}/auth?${query}`, { redirect: 'manual' });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('location')).toBeNull();
  await expect(codeOf('nobody')).rejects.toThrow('not let in: 400');
});

it('the page says where to sign in, and its scripts and style are there', async () => {
  const page = await fetch(`${connector.apiUrl}/console`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const text = await page.text();
  expect(text).toContain('<meta name="sign-in-issuer" content="/oidc">');
  const assets = [...text.matchAll(/(?:src|href)="(console\/[^"]+)"/g)].map(([, address]) => address ?? '');
  expect(assets.filter((asset) => /^console\/console-\w+\.(js|css)$/.test(asset))).toHaveLength(2);
  for (const asset of assets) {
    const answer = await fetch(`${connector.apiUrl}/${asset}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('immutable');
  }
  const again = await fetch(`${connector.apiUrl}/console`, {
    headers: { 'if-none-match': page.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});
