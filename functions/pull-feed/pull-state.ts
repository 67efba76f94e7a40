import type { PullSource } from '../../lib/application/settings/pull-settings.ts';
import {
  afterFailure,
  afterSuccess,
  breakerAllows,
  longestRetryAfterSeconds,
} from '../../lib/delivery/index.ts';
import type { PullPosition, PullState } from '../../lib/feeds/pull.ts';
import { firstPosition } from './position.ts';

/** The stored state of an endpoint, or an initial one if it was never pulled or is now pulled in another mode. */
export function stateFor(source: PullSource, before: PullState | undefined): PullState {
  if (before?.position.mode === source.mode) return before;
  return {
    name: source.name,
    revision: before?.revision ?? 0,
    position: firstPosition(source),
    nextAt: '',
    breaker: { state: 'closed', failures: 0 },
    ...(before?.lease && { lease: before.lease }),
  };
}

/** Whether to pull now: the schedule is due, the breaker allows an attempt, and no other puller has the lease. */
export const isDue = (state: PullState, now: Date): boolean =>
  isTime(state, now) && breakerAllows(state.breaker, now) && (state.lease?.until ?? '') <= now.toISOString();

/**
 * After a failure nothing waits longer than the longest `retry-after`. An earlier release noted what the endpoint asked
 * for, which could be days.
 */
const isTime = ({ nextAt, problem }: PullState, now: Date): boolean =>
  nextAt <= now.toISOString() || (problem !== undefined && nextAt > later(now, longestRetryAfterSeconds));

/** Seconds by which a lease exceeds the time limit of a page. */
const leaseSlackSeconds = 60;

/** The state with a lease for this puller, which lasts until the current page is certainly done. */
export const leased = (
  state: PullState,
  { puller, now, timeoutSeconds }: { puller: string; now: Date; timeoutSeconds: number },
): PullState => ({
  ...state,
  lease: { puller, until: later(now, timeoutSeconds + leaseSlackSeconds) },
});

/** Schedules are not exact, so a tick that comes slightly early counts as due. */
const secondsUntilNext = (everyMinutes: number): number =>
  everyMinutes * 60 - Math.min(150, everyMinutes * 6);

/** The state after a page was stored or had nothing new. The lease ends with the pull. */
export const afterPage = (
  state: PullState,
  page: { position: PullPosition; hasMore: boolean; isNew: boolean },
  { now, everyMinutes }: { now: Date; everyMinutes: number },
): PullState => ({
  name: state.name,
  revision: state.revision,
  position: page.position,
  nextAt: page.hasMore ? now.toISOString() : later(now, secondsUntilNext(everyMinutes)),
  breaker: afterSuccess(state.breaker),
  lastSuccessAt: now.toISOString(),
  lastRecordsAt: page.isNew ? now.toISOString() : state.lastRecordsAt,
});

/** The state after a failed attempt. The same page is requested again, not before the endpoint's `retry-after`. */
export function afterFailedPage(
  { lease: _, ...state }: PullState,
  { reason, retryAfterSeconds = 0 }: { reason: string; retryAfterSeconds?: number | undefined },
  now: Date,
): PullState {
  const breaker = afterFailure(state.breaker, now, retryAfterSeconds);
  return {
    ...state,
    breaker,
    problem: reason,
    nextAt: breaker.openUntil ?? later(now, retryAfterSeconds),
  };
}

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();
