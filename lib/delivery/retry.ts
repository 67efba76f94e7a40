import { atMostRetryAfter } from './retry-after.ts';

/**
 * Delays in seconds before each further attempt of a refused message: from seconds to half a day, about two days in
 * total.
 */
export const retrySchedule: readonly number[] = [
  2,
  5,
  15,
  60,
  300,
  900,
  3600,
  3 * 3600,
  6 * 3600,
  12 * 3600,
  12 * 3600,
  12 * 3600,
];

/** Seconds after which a pending delivery is tried again at the latest. */
export const longestRetrySeconds = Math.max(...retrySchedule);

/** When to send a message again that was refused for the `attempt`-th time. After the last delay a person must act. */
export function nextAttempt(options: {
  attempt: number;
  now: Date;
  /** Uniform in [0, 1). Spreads a delay over its second half (jitter). */
  random: number;
  retryAfterSeconds?: number;
}): { kind: 'retry'; at: Date } | { kind: 'give-up' } {
  const { attempt, now, random, retryAfterSeconds = 0 } = options;
  const delay = retrySchedule[attempt - 1];
  if (delay === undefined) return { kind: 'give-up' };
  const seconds = Math.max(delay * (0.5 + random / 2), atMostRetryAfter(retryAfterSeconds));
  return { kind: 'retry', at: new Date(now.getTime() + seconds * 1000) };
}
