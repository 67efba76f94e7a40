import http from 'node:http';
import https from 'node:https';
import {
  allowedLookup,
  isAllowedAddress,
  literalOf,
  networksOf,
  PrivateAddress,
  retryAfterOf,
} from '../../lib/delivery/index.ts';
import { readAtMost } from '../../lib/shared/bounded-bytes.ts';

/**
 * The answer of an endpoint. `reason` is a short code: an HTTP status, a network error code, or why the answer was
 * refused.
 */
export type PageAnswer =
  | {
      readonly kind: 'content';
      readonly body: Uint8Array;
      readonly contentType: string;
      readonly etag?: string | undefined;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterSeconds?: number | undefined };

export interface PageRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly allowPrivateAddresses: boolean;
  readonly bytesAtMost: number;
}

/**
 * Requests a page from an endpoint. It connects to public addresses only, follows no redirect, and reads at most the
 * agreed number of bytes.
 */
export async function getPage(address: URL, request: PageRequest): Promise<PageAnswer> {
  const literal = literalOf(address);
  if (!request.allowPrivateAddresses && literal && !isAllowedAddress(literal, publicAlone)) return refused;
  const signal = AbortSignal.timeout(request.timeoutSeconds * 1000);
  try {
    return await answerOf(await send(address, request, signal), { ...request, signal });
  } catch (error) {
    if (error instanceof PrivateAddress) return refused;
    const code = (error as NodeJS.ErrnoException).code?.toLowerCase();
    return { kind: 'failed', reason: signal.aborted ? 'timeout' : (code ?? 'no-answer') };
  }
}

const refused: PageAnswer = { kind: 'failed', reason: 'private-address' };

const publicAlone = networksOf([]);
const publicLookup = allowedLookup(publicAlone);

function send(address: URL, request: PageRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { get } = address.protocol === 'https:' ? https : http;
  const { headers, allowPrivateAddresses } = request;
  return new Promise((answered, failed) => {
    get(
      address,
      {
        agent: false,
        signal,
        headers: { ...headers, 'accept-encoding': 'identity' },
        ...(!allowPrivateAddresses && { lookup: publicLookup }),
      },
      answered,
    ).once('error', failed);
  });
}

type Bounds = Pick<PageRequest, 'bytesAtMost'> & { readonly signal: AbortSignal };

async function answerOf(response: http.IncomingMessage, bounds: Bounds): Promise<PageAnswer> {
  const { statusCode: status = 0, headers } = response;
  if (status === 200) return contentOf(response, bounds);
  response.destroy();
  if (status === 304) return { kind: 'unchanged' };
  if (status === 204) return { kind: 'content', body: new Uint8Array(0), contentType: '' };
  const isRedirect = status >= 300 && status < 400;
  return {
    kind: 'failed',
    reason: isRedirect ? 'redirected' : `http-${status}`,
    retryAfterSeconds: retryAfterOf(headers['retry-after']),
  };
}

async function contentOf(response: http.IncomingMessage, bounds: Bounds): Promise<PageAnswer> {
  const { headers } = response;
  const fail = (reason: string): PageAnswer => {
    response.destroy();
    return { kind: 'failed', reason };
  };
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return fail('encoded');
  if (Number(headers['content-length'] ?? 0) > bounds.bytesAtMost) return fail('too-large');
  const body = await readAtMost(response, bounds);
  if (!body.ok) return fail(body.error);
  return {
    kind: 'content',
    body: body.value,
    contentType: headers['content-type'] ?? '',
    etag: headers.etag,
  };
}
