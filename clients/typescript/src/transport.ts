import { setTimeout as pause } from 'node:timers/promises';
import { type AnyInput, addressOf } from '../../../schemas/operations/address.ts';
import { NoAnswerError, ProblemError, problemOf } from './problem.ts';
import { pauseBefore, type RetryOptions, usualRetry } from './retry.ts';
import { type Bearer, bearerOf, refuseOpen, type TokenSource } from './token.ts';

export interface ClientOptions {
  /** Where the connector is: `https://credit.example.gov.cn`. https, except on this machine. */
  readonly url: string;
  /** A token, what gives one, or `clientCredentials(…)`. Without it only open operations are answered. */
  readonly token?: string | TokenSource;
  /** A try without an answer ends after so many milliseconds (30,000). */
  readonly timeout?: number;
  readonly retry?: Partial<RetryOptions>;
  /** Told of each pause before another try, for a log. */
  readonly onRetry?: (said: RetryNotice) => void;
  /** For tests and proxies. */
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
  readonly random?: () => number;
  /** Waits so many milliseconds. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface RetryNotice {
  readonly route: string;
  readonly tried: number;
  readonly pause: number;
  readonly error: unknown;
}

/** Sends requests with token and retries. */
export interface Transport {
  /** @throws ProblemError, NoAnswerError, or the reason of `signal` */
  send(route: string, input: AnyInput, options?: SendOptions): Promise<Response>;
  /** @throws NoAnswerError for an upload to the address that the connector gave; ProblemError when it is refused */
  upload(target: UploadTarget, content: Blob): Promise<void>;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly accept?: string;
}

export interface UploadTarget {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

const usualTimeout = 30_000;
/** An upload has up to 5 GiB. */
const uploadTimeout = 3_600_000;

/** @throws Error for an address that is not https */
export function openTransport(options: ClientOptions): Transport {
  const { token, timeout = usualTimeout, now = Date.now, random = Math.random } = options;
  const sleep =
    options.sleep ?? ((milliseconds, signal) => pause(milliseconds, undefined, signal && { signal }));
  const base = new URL(options.url.replace(/\/?$/, '/'));
  refuseOpen(base);
  const bearer =
    token === undefined ? undefined : bearerOf(typeof token === 'string' ? () => token : token, now);
  const doFetch = options.fetch ?? fetch;

  /** One try. Redirects are not followed: a token is for the connector alone. */
  const attempt = async (address: string, init: RequestInit, limit: number, signal?: AbortSignal) => {
    const timer = AbortSignal.timeout(limit);
    const response = await doFetch(address, {
      ...init,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timer]) : timer,
    }).catch((cause: unknown): never => {
      if (signal?.aborted) throw signal.reason;
      throw new NoAnswerError('the connector did not answer', { cause });
    });
    if (response.ok) return response;
    throw await problemOf(response, now());
  };

  /** A token that was refused (revoked, or a clock is wrong) is replaced once. */
  const authorized = async (ask: (token?: string) => Promise<Response>, from: Bearer): Promise<Response> => {
    const first = await from.token();
    try {
      return await ask(first);
    } catch (error) {
      if (!(error instanceof ProblemError && error.status === 401)) throw error;
      from.refused(first);
      const second = await from.token();
      if (second === first) throw error;
      return ask(second);
    }
  };

  const again = async (
    route: string,
    act: () => Promise<Response>,
    signal?: AbortSignal,
  ): Promise<Response> => {
    for (let tried = 1; ; tried++) {
      try {
        return await act();
      } catch (error) {
        const wait = pauseBefore(error, { tried, route, random }, { ...usualRetry, ...options.retry });
        if (wait === undefined) throw error;
        options.onRetry?.({ route, tried, pause: wait, error });
        await sleep(wait, signal);
      }
    }
  };

  return {
    sleep,
    send(route, input, { signal, accept = 'application/json' } = {}) {
      const { method, address } = addressOf(route, input);
      const { type, body } = bodyOf(input.body);
      const ask = (bearerToken?: string): Promise<Response> =>
        attempt(
          new URL(address, base).href,
          {
            method,
            headers: {
              accept,
              ...(bearerToken && { authorization: `Bearer ${bearerToken}` }),
              ...(type && { 'content-type': type }),
            },
            ...(body !== undefined && { body }),
          },
          timeout,
          signal,
        );
      return again(route, () => (bearer ? authorized(ask, bearer) : ask()), signal);
    },
    async upload({ url, method, headers }, content) {
      await again('PUT an upload', () => attempt(url, { method, headers, body: content }, uploadTimeout));
    },
  };
}

/** A file always goes as bytes: the gateway would read text of another encoding as UTF-8. */
function bodyOf(body: unknown): { type?: string; body?: Blob | Uint8Array<ArrayBuffer> | string } {
  if (body === undefined) return {};
  const isFile = body instanceof Blob || body instanceof Uint8Array;
  if (!isFile) return { type: 'application/json', body: JSON.stringify(body) };
  const type = (body instanceof Blob && body.type) || 'application/octet-stream';
  return { type, body: body as Blob | Uint8Array<ArrayBuffer> };
}
