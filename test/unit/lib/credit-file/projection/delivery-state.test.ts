import { describe, expect, it } from 'vitest';
import {
  afterAttempt,
  type Delivery,
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

  it('is sent when it may be under way at this moment', () => {
    const inSync = afterAttempt(begun, { kind: 'acknowledged', sent: { version: 1, digest: 'listed' } }, now);
    const changed = withDesired(inSync, 'other', options(2)) as Delivery;
    expect(withDesired(changed, 'listed', options(3, true))?.stage).toBe('pending');
  });
});
