/** The circuit breaker of a receiver: open after failures in a row, then one try at a time until it answers. */
export interface BreakerState {
  readonly state: 'closed' | 'open';
  readonly failures: number;
  readonly openUntil?: string | undefined;
}

const failuresToOpen = 3;
const firstPauseSeconds = 2;
const longestPauseSeconds = 300;

/** Closed, or its pause is over and somebody may try. */
export const breakerAllows = ({ state, openUntil }: BreakerState, now: Date): boolean =>
  state === 'closed' || (openUntil ?? '') <= now.toISOString();

export const afterSuccess = (_before: BreakerState): BreakerState => ({ state: 'closed', failures: 0 });

/** Each failure after it opened doubles the pause, up to five minutes; never shorter than the receiver asked for. */
export function afterFailure(before: BreakerState, now: Date, retryAfterSeconds = 0): BreakerState {
  const failures = before.failures + 1;
  if (failures < failuresToOpen) return { state: 'closed', failures };
  const pause = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (failures - failuresToOpen));
  const seconds = Math.max(pause, retryAfterSeconds);
  return { state: 'open', failures, openUntil: new Date(now.getTime() + seconds * 1000).toISOString() };
}
