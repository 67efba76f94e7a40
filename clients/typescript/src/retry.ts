import { NoAnswerError, ProblemError } from './problem.ts';

/** How often and how long a call is tried again. */
export interface RetryOptions {
  /** Tries in all, the first one included. */
  readonly tries: number;
  /** The longest first pause in milliseconds. It doubles with each try. */
  readonly firstPause: number;
  /** The longest pause in milliseconds. Where `Retry-After` asks for more, the call fails at once. */
  readonly longestPause: number;
}

export const usualRetry: RetryOptions = { tries: 6, firstPause: 200, longestPause: 60_000 };

/** Calls that change nothing when they are made twice; those that read and all `PUT` are among them. */
const repeatablePosts: ReadonlySet<string> = new Set([
  'POST /v1/grades/query',
  'POST /v1/files/query',
  'POST /v1/feeds/{source}/preview',
  'POST /v1/feeds/{source}/records',
  'POST /v1/feeds/{source}/uploads',
  'POST /v1/traces',
]);

/** Whether a route may be called again when it is not known what became of the first call. */
export const isRepeatable = (route: string): boolean =>
  !route.startsWith('POST ') || repeatablePosts.has(route);

/**
 * The pause before another try in milliseconds: at least what `Retry-After` says, and a random part of a limit that
 * doubles, so that callers do not come back together. Undefined where another try has no use.
 */
export function pauseBefore(
  error: unknown,
  { tried, route, random }: { tried: number; route: string; random: () => number },
  { tries, firstPause, longestPause }: RetryOptions,
): number | undefined {
  if (tried >= tries || !isPassing(error, route)) return undefined;
  const asked = error instanceof ProblemError ? (error.retryAfterMilliseconds ?? 0) : 0;
  if (asked > longestPause) return undefined;
  return asked + random() * Math.min(longestPause, firstPause * 2 ** (tried - 1));
}

/** A call that is throttled (429) was not begun; after 502 to 504, and without an answer, that is not known. */
function isPassing(error: unknown, route: string): boolean {
  if (error instanceof NoAnswerError) return isRepeatable(route);
  if (!(error instanceof ProblemError)) return false;
  if (error.status === 429) return true;
  return [502, 503, 504].includes(error.status) && isRepeatable(route);
}
