import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileCursor } from '../../../clients/typescript/src/cursor.ts';
import { bearerOf, clientCredentials } from '../../../clients/typescript/src/token.ts';

describe('a token', () => {
  it('is asked for once, however many calls wait, and renewed before its end', async () => {
    let now = 0;
    let asked = 0;
    const bearer = bearerOf(
      async () => ({ token: `T${++asked}`, endsAt: now + 1_000_000 }),
      () => now,
    );
    expect(await Promise.all([bearer.token(), bearer.token(), bearer.token()])).toEqual(['T1', 'T1', 'T1']);
    now = 899_999;
    expect(await bearer.token()).toBe('T1');
    now = 900_000;
    expect(await bearer.token()).toBe('T2');
  });

  it('that failed to come is asked for again at the next call', async () => {
    let asked = 0;
    const bearer = bearerOf(
      () => {
        if (++asked === 1) throw new Error('no issuer');
        return 'T';
      },
      () => 0,
    );
    await expect(bearer.token()).rejects.toThrow('no issuer');
    expect(await bearer.token()).toBe('T');
  });

  it('of a function is kept until the end that it says of itself', async () => {
    const jwt = (exp: number) => `h.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
    let now = 0;
    let asked = 0;
    const bearer = bearerOf(
      () => jwt(1000 + asked++),
      () => now,
    );
    await bearer.token();
    await bearer.token();
    expect(asked).toBe(1);
    now = 1_000_000;
    await bearer.token();
    expect(asked).toBe(2);
  });
});

describe('client credentials', () => {
  const asked: { body: string; authorization: string | null; address: string }[] = [];
  const source = (answer: Response) =>
    clientCredentials({
      tokenUrl: 'https://issuer.invalid/token',
      clientId: 'agency:1',
      clientSecret: 'a b+c',
      scope: 'grades:read',
      now: () => 1000,
      fetch: async (address, init = {}) => {
        const authorization = new Headers(init.headers).get('authorization');
        asked.push({ body: String(init.body), authorization, address: String(address) });
        return answer;
      },
    });

  it('go in the header, form-encoded, and the answer says how long the token lives', async () => {
    const token = await source(Response.json({ access_token: 'T', expires_in: 300 }))();
    expect(token).toEqual({ token: 'T', endsAt: 301_000 });
    const [request] = asked.splice(0);
    expect(Buffer.from(request?.authorization?.split(' ')[1] ?? '', 'base64').toString()).toBe(
      'agency%3A1:a+b%2Bc',
    );
    expect(request?.body).toBe('grant_type=client_credentials&scope=grades%3Aread');
    expect(`${request?.address} ${request?.body}`).not.toMatch(/agency|b%2Bc/);
  });

  it('that the issuer refuses are an error that does not repeat them', async () => {
    const refused = source(
      Response.json({ error: 'invalid_client', error_description: 'a b+c' }, { status: 401 }),
    );
    await expect(refused()).rejects.toMatchObject({ status: 401, code: 'invalid_client' });
    await expect(refused()).rejects.not.toThrow(/a b/);
  });

  it('are not sent over plain http', () => {
    const open = { tokenUrl: 'http://issuer.invalid/t', clientId: 'a', clientSecret: 's', scope: 'x' };
    expect(() => clientCredentials(open)).toThrow(/https/);
  });
});

describe('a cursor in a file', () => {
  it('is none at first, then the last one that was saved, and a draft of a killed process does no harm', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cursor-'));
    const path = join(folder, 'cursor');
    const store = fileCursor(path);
    expect(await store.load()).toBeUndefined();
    await store.save('c1');
    writeFileSync(`${path}.draft`, 'half');
    expect(await store.load()).toBe('c1');
    await store.save('c2');
    expect(readFileSync(path, 'utf8')).toBe('c2\n');
    rmSync(folder, { recursive: true });
  });
});
