import type { DisabledCause, Position, Subscription, SubscriptionState } from './subscription.ts';

/** What was wrong with an attempt: a code, and whether the address said that it is gone for good (410). */
export interface Failure {
  readonly problem: string;
  readonly isGone: boolean;
}

const later = (now: Date, milliseconds: number): string =>
  new Date(now.getTime() + milliseconds).toISOString();
const day = 86_400_000;

/** Whether a sender may take it now: there is a test to send, or it is active and its next attempt is due. */
export function isDue(subscription: Subscription, now: Date): boolean {
  const { lease, nextAt = '' } = subscription;
  if (lease && lease.until > now.toISOString()) return false;
  return hasTest(subscription) || (subscription.state === 'active' && nextAt <= now.toISOString());
}

/** Whether a test event waits to be sent. */
export const hasTest = ({ test, state }: Subscription): boolean =>
  test !== undefined && test.answeredAt === undefined && state !== 'ended';

export const leased = (
  subscription: Subscription,
  { sender, now, milliseconds }: { sender: string; now: Date; milliseconds: number },
): Subscription => ({ ...subscription, lease: { sender, until: later(now, milliseconds) } });

export const released = ({ lease: _, ...subscription }: Subscription): Subscription => subscription;

const withoutFailure = ({
  failingSince: _since,
  problem: _problem,
  nextAt: _next,
  ...subscription
}: Subscription): Subscription => ({ ...subscription, failures: 0 });

const withoutReceipt = ({ receiptId: _, ...subscription }: Subscription): Subscription => subscription;

/** An event was taken: the cursor moves behind it. */
export const afterTaken = (subscription: Subscription, cursor: Position, now: Date): Subscription => ({
  ...withoutReceipt(withoutFailure(subscription)),
  cursor,
  takenAt: now.toISOString(),
});

/**
 * An event was not taken. The same one is tried again after the delay. An address that is gone, or has failed for so many
 * days, is disabled.
 */
export function afterFailure(
  subscription: Subscription,
  { problem, isGone }: Failure,
  {
    now,
    retryAt,
    daysMost,
    receiptId,
  }: { now: Date; retryAt: Date; daysMost: number; receiptId: string | undefined },
): Subscription {
  const failingSince = subscription.failingSince ?? now.toISOString();
  const failed: Subscription = {
    ...subscription,
    failures: subscription.failures + 1,
    failingSince,
    problem,
    nextAt: retryAt.toISOString(),
    receiptId,
  };
  if (isGone) return disabled(failed, 'gone', now);
  return now.getTime() - Date.parse(failingSince) >= daysMost * day
    ? disabled(failed, 'failed-for-days', now)
    : failed;
}

const disabled = (subscription: Subscription, cause: DisabledCause, now: Date): Subscription => ({
  ...subscription,
  state: 'disabled',
  stateAt: now.toISOString(),
  cause,
});

/** A test event was answered, or not. What it found repaired is tried again at once. */
export function afterTest(subscription: Subscription, problem: string | undefined, now: Date): Subscription {
  const { test, nextAt: _, ...rest } = subscription;
  if (!test) return subscription;
  const answered = { id: test.id, at: test.at, answeredAt: now.toISOString() };
  return problem === undefined
    ? { ...rest, test: answered }
    : { ...subscription, test: { ...answered, problem } };
}

/** The subscription in another state. Who enables it starts anew; who ends it leaves neither address nor secret. */
export function inState(
  { cause: _, ...subscription }: Subscription,
  state: SubscriptionState,
  now: Date,
): Subscription {
  const said = { state, stateAt: now.toISOString() };
  if (state === 'active') return { ...withoutFailure(subscription), ...said };
  if (state === 'disabled') return disabled(subscription, 'by-operator', now);
  if (state === 'paused') return { ...subscription, ...said };
  const { test: _test, ...rest } = subscription;
  return { ...rest, ...said, url: '', secrets: [] };
}

/** Everything after the position is sent again, with the ids that it had. */
export const replayedFrom = (subscription: Subscription, cursor: Position): Subscription => ({
  ...withoutReceipt(withoutFailure(subscription)),
  cursor,
});

/** The secrets that sign at an instant. */
export const secretsAt = ({ secrets }: Subscription, now: Date): Subscription['secrets'] =>
  secrets.filter(({ until }) => until === undefined || until > now.toISOString());

/** A new secret signs first, and the newest of before beside it for a time. */
export const withSecret = (
  subscription: Subscription,
  sealed: Subscription['secrets'][number]['sealed'],
  { now, milliseconds }: { now: Date; milliseconds: number },
): Subscription => {
  const [newest] = subscription.secrets;
  const before = newest ? [{ ...newest, until: later(now, milliseconds) }] : [];
  return { ...subscription, secrets: [{ sealed }, ...before] };
};
