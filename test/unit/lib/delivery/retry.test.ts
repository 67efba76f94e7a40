import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  afterSuccess,
  breakerAllows,
  longestRetryAfterSeconds,
  nextAttempt,
  retryAfterOf,
  retrySchedule,
} from '../../../../lib/delivery/index.ts';

const now = new Date('2026-06-01T00:00:00Z');

describe('a refused message', () => {
  it('waits longer each time, within the second half of its delay', () => {
    for (const [index, delay] of retrySchedule.entries()) {
      for (const random of [0, 0.999]) {
        const next = nextAttempt({ attempt: index + 1, now, random });
        if (next.kind !== 'retry') throw new Error('gave up early');
        const seconds = (next.at.getTime() - now.getTime()) / 1000;
        expect(seconds).toBeGreaterThanOrEqual(delay / 2);
        expect(seconds).toBeLessThanOrEqual(delay);
      }
    }
  });

  it('needs a person after the last delay', () => {
    expect(nextAttempt({ attempt: retrySchedule.length + 1, now, random: 0 }).kind).toBe('give-up');
  });

  it('waits at least as long as the receiver asked for', () => {
    const next = nextAttempt({ attempt: 1, now, random: 0, retryAfterSeconds: 90 });
    expect(next).toEqual({ kind: 'retry', at: new Date(now.getTime() + 90_000) });
  });
});

describe('the wait that a server asks for', () => {
  it('is kept in seconds, and is never longer than the alarm of a waiting delivery', () => {
    expect(retryAfterOf('7')).toBe(7);
    for (const header of ['999999', '9'.repeat(400)])
      expect(retryAfterOf(header)).toBe(longestRetryAfterSeconds);
    for (const header of [null, undefined, '', '-1', '1.5', 'Wed, 21 Oct 2026 07:28:00 GMT'])
      expect(retryAfterOf(header)).toBeUndefined();
  });

  it('is limited wherever it is used', () => {
    const latest = new Date(now.getTime() + longestRetryAfterSeconds * 1000);
    const asked = { attempt: 1, now, random: 0, retryAfterSeconds: 999_999 };
    expect(nextAttempt(asked)).toEqual({ kind: 'retry', at: latest });
    const open = afterFailure({ state: 'open', failures: 5 }, now, 999_999);
    expect(open.openUntil).toBe(latest.toISOString());
  });

  it('of days, as an earlier release noted it, does not silence anybody any more', () => {
    const openUntil = new Date(now.getTime() + 999_999_000).toISOString();
    expect(breakerAllows({ state: 'open', failures: 3, openUntil }, now)).toBe(true);
  });
});

describe('the circuit breaker', () => {
  it('opens at the third failure in a row, doubles its pause, and closes at an answer', () => {
    let state = afterFailure({ state: 'closed', failures: 0 }, now);
    state = afterFailure(state, now);
    expect(breakerAllows(state, now)).toBe(true);
    state = afterFailure(state, now);
    expect(breakerAllows(state, now)).toBe(false);
    const first = Date.parse(state.openUntil ?? '') - now.getTime();
    state = afterFailure(state, now);
    expect(Date.parse(state.openUntil ?? '') - now.getTime()).toBe(first * 2);
    expect(breakerAllows(state, new Date(state.openUntil ?? ''))).toBe(true);
    expect(afterSuccess(state)).toEqual({ state: 'closed', failures: 0 });
  });
});
