import type { PullSource } from '../../lib/application/settings/pull-settings.ts';
import { afterFailure, afterSuccess, breakerAllows } from '../../lib/delivery/index.ts';
import type { PullPosition, PullState } from '../../lib/feeds/pull.ts';
import { firstPosition } from './position.ts';

/** An endpoint that was never asked, or is asked in another way from now on. */
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

/** It is time, the breaker lets a try through, and nobody else pulls. */
export const isDue = ({ nextAt, breaker, lease }: PullState, now: Date): boolean =>
  nextAt <= now.toISOString() && breakerAllows(breaker, now) && (lease?.until ?? '') <= now.toISOString();

/** Longer than a page may take. */
const leaseSlackSeconds = 60;

/** The one who pulls now, until the page in hand is surely done. */
export const leased = (
  state: PullState,
  { puller, now, timeoutSeconds }: { puller: string; now: Date; timeoutSeconds: number },
): PullState => ({
  ...state,
  lease: { puller, until: later(now, timeoutSeconds + leaseSlackSeconds) },
});

/** Schedules are never exactly on time: a tick that is a little early still counts. */
const secondsUntilNext = (everyMinutes: number): number =>
  everyMinutes * 60 - Math.min(150, everyMinutes * 6);

/** After a page was taken, or had nothing new; the lease ends when the pull does. */
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

/** After a try that failed: the same page again, never sooner than the endpoint asked for. */
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
