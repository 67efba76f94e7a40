import { describe, expect, it } from 'vitest';
import {
  afterAttempt,
  type Delivery,
  triedAgain,
  waitingSince,
  withDesired,
} from '../../../../../lib/credit-file/projection/delivery-state.ts';

const now = new Date('2026-06-01T00:00:00Z');
const options = (version: number, isBeingSent = false) => ({ version, now, isBeingSent });
const begun = withDesired(undefined, 'listed', options(1)) as Delivery;

describe('the desired state at a receiver', () => {
  it('does not exist for a file that never had anything for it', () => {
    expect(withDesired(undefined, undefined, options(1))).toBeUndefined();
  });

  it('is in sync when the receiver acknowledged what is wanted', () => {
    const after = afterAttempt(begun, { kind: 'acknowledged', sent: { version: 1, digest: 'listed' } }, now);
    expect(after.stage).toBe('settled');
  });

  it('stays pending when the file changed during the delivery: the lift follows at once', () => {
    const lifted = withDesired(begun, undefined, options(2, true)) as Delivery;
    const after = afterAttempt(lifted, { kind: 'acknowledged', sent: { version: 1, digest: 'listed' } }, now);
    expect(after).toMatchObject({ stage: 'pending', wanted: { version: 2 }, attempt: 0 });
    expect(after.wanted.digest).toBeUndefined();
  });

  it('keeps its place in the agenda while it waits, and never waits longer for a change', () => {
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    const changed = withDesired(begun, 'other', { ...options(2), now: at(5) }) as Delivery;
    expect(changed.dueAt).toBe(begun.dueAt);
    const retried = afterAttempt(
      begun,
      { kind: 'retry', problem: 'down', retryAt: at(600), counts: true },
      now,
    );
    const next = withDesired(retried, 'other', { ...options(2), now: at(5) }) as Delivery;
    expect(next).toMatchObject({ attempt: 0, dueAt: at(15).toISOString() });
  });

  it('is lifted with a message even when the listing was never acknowledged but may have arrived', () => {
    const unknown = afterAttempt(
      begun,
      { kind: 'unknown', sent: { version: 1 }, problem: 'timeout', retryAt: now },
      now,
    );
    expect(withDesired(unknown, undefined, options(2))?.stage).toBe('pending');
  });

  it('remembers the first of several versions without an answer, so that the last one stays one message', () => {
    const silent = (before: Delivery, version: number) =>
      afterAttempt(before, { kind: 'unknown', sent: { version }, problem: 'timeout', retryAt: now }, now);
    const changed = withDesired(silent(begun, 1), 'other', options(2)) as Delivery;
    expect(silent(changed, 2)).toMatchObject({ unresolved: 1, wanted: { version: 2 } });
    const answered = afterAttempt(changed, { kind: 'acknowledged', sent: { version: 1 } }, now);
    expect(silent(answered, 2)).toMatchObject({ unresolved: 2 });
  });

  it('needs no message when a change is taken back before it was sent', () => {
    const inSync = afterAttempt(begun, { kind: 'acknowledged', sent: { version: 1, digest: 'listed' } }, now);
    const changed = withDesired(inSync, 'other', options(2)) as Delivery;
    expect(withDesired(changed, 'listed', options(3))?.stage).toBe('settled');
  });

  it('is delivered again when a change is taken back that is already in the ledger, sent or not', () => {
    const inSync = afterAttempt(begun, { kind: 'acknowledged', sent: { version: 1, digest: 'listed' } }, now);
    const changed = withDesired(inSync, 'other', options(2)) as Delivery;
    const putOff = { kind: 'retry', problem: 'down', retryAt: now, counts: false, entered: 2 } as const;
    const back = withDesired(afterAttempt(changed, putOff, now), 'listed', options(3)) as Delivery;
    expect(back).toMatchObject({ stage: 'pending', wanted: { version: 3 } });
    const outcome = { kind: 'acknowledged', sent: back.wanted, entered: 3 } as const;
    expect(afterAttempt(back, outcome, now).stage).toBe('settled');
    const never = withDesired(afterAttempt(begun, { ...putOff, entered: 1 }, now), undefined, options(2));
    expect(never).toMatchObject({ stage: 'pending', wanted: { version: 2 } });
  });

  describe('waits since the receiver first lacked it', () => {
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    const retry = { kind: 'retry', problem: 'http-503', retryAt: at(10), counts: false } as const;

    it('whatever puts it off, changes it, gives it up or tries it again', () => {
      const putOff = afterAttempt(begun, retry, at(1));
      const changed = withDesired(putOff, 'other', { ...options(2), now: at(20) }) as Delivery;
      const givenUp = afterAttempt(changed, { kind: 'gave-up', problem: '4001' }, at(30));
      const again = withDesired(givenUp, 'third', { ...options(3), now: at(40) }) as Delivery;
      for (const delivery of [putOff, changed, givenUp, again, triedAgain(givenUp, at(50))])
        expect(waitingSince(delivery)).toBe(now.toISOString());
    });

    it('and what replaced a message under way waits since it replaced it', () => {
      const changed = withDesired(begun, 'other', { ...options(2, true), now: at(20) }) as Delivery;
      const arrived = afterAttempt(
        changed,
        { kind: 'acknowledged', sent: { version: 1, digest: 'listed' } },
        at(21),
      );
      expect(waitingSince(arrived)).toBe(at(20).toISOString());
      const acknowledged = { kind: 'acknowledged', sent: arrived.wanted } as const;
      expect(afterAttempt(arrived, acknowledged, at(22)).pendingSince).toBeUndefined();
    });

    it('read from an older item that does not say it: since the last change', () => {
      const { pendingSince: _, ...older } = begun;
      expect(waitingSince(older)).toBe(now.toISOString());
      const next = withDesired(older, 'other', { ...options(2), now: at(9) }) as Delivery;
      expect(waitingSince(next)).toBe(now.toISOString());
    });
  });

  it('is sent when it may be under way at this moment', () => {
    const inSync = afterAttempt(begun, { kind: 'acknowledged', sent: { version: 1, digest: 'listed' } }, now);
    const changed = withDesired(inSync, 'other', options(2)) as Delivery;
    expect(withDesired(changed, 'listed', options(3, true))?.stage).toBe('pending');
  });
});
