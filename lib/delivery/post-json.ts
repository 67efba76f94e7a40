import { readAtMost } from '../shared/bounded-bytes.ts';
import { retryAfterOf } from './retry-after.ts';

/**
 * A request without a usable answer. `unreachable`: the receiver did nothing. `unknown`: the request may have taken
 * effect, so the receiver is queried before it is sent again.
 */
export interface ReceiverFailure {
  readonly kind: 'unreachable' | 'unknown';
  readonly reason: string;
  readonly retryAfterSeconds?: number | undefined;
}

export interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/** Bytes of an answer. A page of a receiver's list has 500 rows at most, which are some hundred kilobytes. */
const bytesAtMost = 8 * 1024 * 1024;

/** HTTP statuses which mean that the receiver did nothing. */
const refusals = new Set([400, 401, 403, 404, 405, 413, 415, 429, 503]);

/** Posts JSON to a receiver and reads its JSON. */
export async function postJson(
  url: string,
  body: unknown,
  { headers = {}, timeoutSeconds }: PostOptions,
): Promise<{ kind: 'answered'; json: unknown } | ReceiverFailure> {
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: JSON.stringify(body),
      signal,
      // A redirect is an answer like any other (`http-302`), and is not followed.
      redirect: 'manual',
    });
    if (response.ok) return await answerOf(response, signal);
    response.body?.cancel().catch(() => undefined);
    return {
      kind: refusals.has(response.status) ? 'unreachable' : 'unknown',
      reason: `http-${response.status}`,
      retryAfterSeconds: retryAfterOf(response.headers.get('retry-after')),
    };
  } catch (error) {
    return failureOf(error);
  }
}

/**
 * The JSON of an answer, read within the time limit of the request. An answer that is packed is counted by what it
 * unpacks to. The request may have taken effect whatever its answer looks like.
 */
async function answerOf(
  response: Response,
  signal: AbortSignal,
): Promise<{ kind: 'answered'; json: unknown } | ReceiverFailure> {
  if (!response.body) return { kind: 'unknown', reason: 'unreadable-answer' };
  const body = await readAtMost(response.body, { bytesAtMost, signal });
  if (!body.ok) return { kind: 'unknown', reason: body.error === 'timeout' ? 'timeout' : 'answer-too-large' };
  try {
    return { kind: 'answered', json: JSON.parse(new TextDecoder().decode(body.value)) };
  } catch {
    return { kind: 'unknown', reason: 'unreadable-answer' };
  }
}

const notConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Only if the connection was never made is it certain that nothing was received. */
function failureOf(error: unknown): ReceiverFailure {
  if (error instanceof Error && error.name === 'TimeoutError') return { kind: 'unknown', reason: 'timeout' };
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  const code = cause?.code ?? '';
  return notConnected.has(code)
    ? { kind: 'unreachable', reason: code.toLowerCase() }
    : { kind: 'unknown', reason: code.toLowerCase() || 'no-answer' };
}
