import { NoAnswerError, ProblemError, retryAfter } from './problem.ts';

/** A bearer token, and when it ends in milliseconds since 1970; without an end it is asked for at each call. */
export interface Token {
  readonly token: string;
  readonly endsAt?: number | undefined;
}

/** Where tokens come from: of a function of one's own, or of an issuer (`clientCredentials`). */
export type TokenSource = () => Promise<string | Token> | string | Token;

/** A source that remembers its token. */
export interface Bearer {
  token(): Promise<string>;
  /** The connector refused this token (401): the next call asks for another one. */
  refused(token: string): void;
}

/** The share of a token's life after which it is renewed, while it is still good. */
const usedShare = 0.9;
/** A token is renewed at the latest so many milliseconds before its end. */
const leastLeft = 10_000;

/** Remembers a token until shortly before its end. However many calls wait, one of them asks. */
export function bearerOf(source: TokenSource, now: () => number): Bearer {
  let held: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;
  const ask = async (): Promise<string> => {
    const began = now();
    const said = await source();
    const token = typeof said === 'string' ? said : said.token;
    const endsAt = typeof said === 'string' ? endOf(said) : (said.endsAt ?? endOf(said.token));
    held = endsAt === undefined ? undefined : { token, until: renewalOf(began, endsAt) };
    return token;
  };
  return {
    async token() {
      if (held && now() < held.until) return held.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    refused(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

const renewalOf = (began: number, endsAt: number): number =>
  Math.min(began + (endsAt - began) * usedShare, endsAt - leastLeft);

/** The end that a JWT says of itself (`exp`), unchecked; undefined for a token of another kind. */
function endOf(token: string): number | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      readonly exp?: unknown;
    };
    return typeof claims.exp === 'number' ? claims.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/** A client that is known to an issuer of tokens (RFC 6749, 4.4). */
export interface ClientCredentials {
  /** The issuer's token endpoint; https, except on this machine. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Blank-separated, for example `grades:read`. */
  readonly scope: string;
  /** Where the issuer asks for one (`audience`). */
  readonly audience?: string;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
}

const issuerTimeout = 15_000;

/**
 * Tokens of an issuer by client credentials. The secret goes in the header alone, never in an address.
 * @throws Error for an address that is not https
 */
export function clientCredentials(options: ClientCredentials): TokenSource {
  const { tokenUrl, clientId, clientSecret, scope, audience, now = Date.now } = options;
  refuseOpen(new URL(tokenUrl));
  const basic = [clientId, clientSecret].map(formEncoded).join(':');
  return async () => {
    const began = now();
    const response = await (options.fetch ?? fetch)(tokenUrl, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(issuerTimeout),
      headers: {
        authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope,
        ...(audience !== undefined && { audience }),
      }),
    }).catch((cause: unknown): never => {
      throw new NoAnswerError('the issuer of tokens did not answer', { cause });
    });
    const said = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
    if (response.ok && typeof said['access_token'] === 'string')
      return { token: said['access_token'], ...lifeOf(said['expires_in'], began) };
    throw new ProblemError({
      status: response.status,
      code: typeof said['error'] === 'string' ? said['error'] : 'no-token',
      detail: 'the issuer gave no token',
      retryAfterMilliseconds: retryAfter(response.headers.get('retry-after'), now()),
    });
  };
}

const lifeOf = (seconds: unknown, began: number): { endsAt?: number } =>
  typeof seconds === 'number' ? { endsAt: began + seconds * 1000 } : {};

/** As in a form, which Basic authentication of clients asks for (RFC 6749, 2.3.1). */
const formEncoded = (text: string): string => new URLSearchParams({ text }).toString().slice('text='.length);

const isThisMachine = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(host);

/** A token or secret that goes over plain http is everybody's. @throws Error */
export function refuseOpen({ protocol, hostname }: URL): void {
  if (protocol === 'https:' || (protocol === 'http:' && isThisMachine(hostname))) return;
  throw new Error(`${protocol}//${hostname} is not https: tokens are sent over https alone.`);
}
