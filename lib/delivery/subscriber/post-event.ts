import http from 'node:http';
import https from 'node:https';
import type { BlockList } from 'node:net';
import { readAtMost } from '../../shared/bounded-bytes.ts';
import { allowedLookup, isAllowedAddress, literalOf, PrivateAddress } from '../public-address.ts';
import { retryAfterOf } from '../retry-after.ts';

/**
 * The answer of a subscriber. Any status of 200 to 299 takes the event. `problem` is a short code: an HTTP status, a
 * network error, or why the answer does not count.
 */
export type SubscriberAnswer =
  | { readonly kind: 'taken' }
  | {
      readonly kind: 'refused';
      readonly problem: string;
      /** 410: the subscriber does not want to be asked again. */
      readonly isGone: boolean;
      readonly retryAfterSeconds?: number | undefined;
    };

export interface PostEventOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the connection to the status line. */
  readonly timeoutSeconds: number;
  /** Private networks that may be connected to. */
  readonly networks: BlockList;
  readonly agents: SubscriberAgents;
}

/** Connections that the events of one subscriber share. */
export interface SubscriberAgents {
  readonly http: http.Agent;
  readonly https: https.Agent;
  close(): void;
}

export function subscriberAgents(): SubscriberAgents {
  const plain = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const secure = new https.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    http: plain,
    https: secure,
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** Bytes of an answer that are read, so that the connection can be used again. */
const bytesAtMost = 4096;
/** Milliseconds for them. The status has said all; a body that comes slowly is cut off. */
const bodyMilliseconds = 500;

/**
 * Posts an event once. Redirects are not followed, certificates are verified, and addresses outside public and agreed
 * networks are not connected to.
 */
export async function postEvent(address: URL, options: PostEventOptions): Promise<SubscriberAnswer> {
  const literal = literalOf(address);
  if (literal && !isAllowedAddress(literal, options.networks)) return refused('private-address');
  const signal = AbortSignal.timeout(options.timeoutSeconds * 1000);
  try {
    return await answerOf(await send(address, options, signal));
  } catch (error) {
    return refused(signal.aborted ? 'timeout' : problemOf(error));
  }
}

const refused = (problem: string, more: { isGone?: boolean; retryAfterSeconds?: number | undefined } = {}) =>
  ({ kind: 'refused', problem, isGone: false, ...more }) as const;

function send(
  address: URL,
  { headers, body, networks, agents }: PostEventOptions,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const isSecure = address.protocol === 'https:';
  const { request } = isSecure ? https : http;
  return new Promise((answered, failed) => {
    request(
      address,
      {
        method: 'POST',
        agent: isSecure ? agents.https : agents.http,
        signal,
        headers: {
          ...headers,
          'content-length': Buffer.byteLength(body),
          'accept-encoding': 'identity',
          'user-agent': 'credit-connector',
        },
        lookup: allowedLookup(networks),
        // An environment that switches verification off does not switch it off here.
        rejectUnauthorized: true,
      },
      answered,
    )
      .once('error', failed)
      // A connection that is given up without an error, as after a status 101.
      .once('close', () => failed(new Error('closed')))
      .end(body);
  });
}

async function answerOf(response: http.IncomingMessage): Promise<SubscriberAnswer> {
  const { statusCode: status = 0, headers } = response;
  const bounds = { bytesAtMost, signal: AbortSignal.timeout(bodyMilliseconds) };
  // What breaks off after the status changes nothing.
  const rest = await readAtMost(response, bounds).catch(() => undefined);
  if (!rest?.ok) response.destroy();
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status >= 300 && status < 400) return refused('redirected');
  return refused(`http-${status}`, {
    isGone: status === 410,
    retryAfterSeconds: retryAfterOf(headers['retry-after']),
  });
}

/** Codes of OpenSSL for a certificate that is not trusted, is out of date, or is not one of a server. */
const certificateCodes = /CERT|ISSUER|LEAF_SIGNATURE|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH/;

function problemOf(error: unknown): string {
  if (error instanceof PrivateAddress) return 'private-address';
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificate-of-another-host';
  if (code === undefined) return 'no-answer';
  return certificateCodes.test(code) ? 'certificate-not-trusted' : code.toLowerCase();
}
