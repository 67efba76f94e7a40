import { atMostRetryAfter, longestRetryAfterSeconds } from './retry-after.ts';

/**
 * The circuit breaker of a receiver. It opens after consecutive failures and then allows one attempt at a time until
 * the receiver answers.
 */
export interface BreakerState {
  readonly state: 'closed' | 'open';
  readonly failures: number;
  readonly openUntil?: string | undefined;
}

/** Of a receiver that never failed. */
export const closed: BreakerState = { state: 'closed', failures: 0 };

const failuresToOpen = 3;
const firstPauseSeconds = 2;
const longestPauseSeconds = 300;

/**
 * True when the breaker is closed, or when its pause is over and one attempt is allowed. A pause that ends later than any
 * pause of this release may last (an earlier release kept a longer `retry-after`) counts as over.
 */
export const breakerAllows = ({ state, openUntil = '' }: BreakerState, now: Date): boolean =>
  state === 'closed' ||
  openUntil <= now.toISOString() ||
  openUntil > secondsAfter(now, longestRetryAfterSeconds);

export const afterSuccess = (_before: BreakerState): BreakerState => ({ state: 'closed', failures: 0 });

/**
 * Each failure while open doubles the pause, up to five minutes. The pause is never shorter than the receiver's
 * `retry-after` (`retry-after.ts`, which limits it).
 */
export function afterFailure(before: BreakerState, now: Date, retryAfterSeconds = 0): BreakerState {
  const failures = before.failures + 1;
  if (failures < failuresToOpen) return { state: 'closed', failures };
  const pause = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (failures - failuresToOpen));
  const seconds = Math.max(pause, atMostRetryAfter(retryAfterSeconds));
  return { state: 'open', failures, openUntil: secondsAfter(now, seconds) };
}

const secondsAfter = (now: Date, seconds: number): string =>
  new Date(now.getTime() + seconds * 1000).toISOString();
