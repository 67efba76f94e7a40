import type { LiftCause } from '../../regulation/sanction-reasons.ts';

/** The receivers of a file's state. */
export const receivers = ['directory', 'settlement'] as const;
export type Receiver = (typeof receivers)[number];

/**
 * The desired and the acknowledged state of a file at one receiver. `pending`: the receiver has not acknowledged the
 * desired version. `given-up`: an officer must act. `settled` (stored name): in sync.
 */
export interface Delivery {
  readonly stage: 'settled' | 'pending' | 'given-up';
  /**
   * The desired state: the file version that brought it, since when, and its digest. No digest: no record at all, and why
   * (`cause`, settlement system only).
   */
  readonly wanted: StateVersion & { readonly at: string; readonly cause?: LiftCause | undefined };
  /** What the receiver last acknowledged. */
  readonly acknowledged?: (StateVersion & { readonly at: string }) | undefined;
  /**
   * The first version that was sent without an answer since the last one that was answered: it is not known whether it was
   * taken. A later one that is not answered either does not take its place, so that one version is always one message.
   */
  readonly unresolved?: number | undefined;
  /** A sender stopped before it wrote the outcome: what it sent may have been taken. */
  readonly unconfirmed?: true | undefined;
  /** The desired version, once it has an entry in the ledger. */
  readonly entered?: number | undefined;
  /** Refusals so far; the delay before the next attempt follows from it. A receiver that was not reached refused nothing. */
  readonly attempt: number;
  /** Every try so far, those that reached nobody included. Absent before the first one, and in earlier releases. */
  readonly tries?: number | undefined;
  /** When the next attempt is due. */
  readonly dueAt?: string | undefined;
  /** Since when the receiver has not had the desired state. Changes of the desired state do not move it. */
  readonly pendingSince?: string | undefined;
  readonly problem?: string | undefined;
}

export interface StateVersion {
  readonly version: number;
  readonly digest?: string | undefined;
}

/** A hint is queued when the state is written. If it is lost, the sweep takes the delivery after this time. */
const hintGraceSeconds = 10;

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

/** The delivery after a projection sets the desired digest, as of file version `version`. */
export function withDesired(
  before: Delivery | undefined,
  digest: string | undefined,
  {
    version,
    now,
    isBeingSent,
    cause,
  }: { version: number; now: Date; isBeingSent: boolean; cause?: LiftCause | undefined },
): Delivery | undefined {
  if (!before) {
    return digest === undefined
      ? undefined
      : {
          stage: 'pending',
          wanted: { version, digest, at: now.toISOString() },
          attempt: 0,
          dueAt: later(now, hintGraceSeconds),
          pendingSince: now.toISOString(),
        };
  }
  if (before.wanted.digest === digest) return before;
  const wanted = { version, digest, at: now.toISOString(), ...(cause && { cause }) };
  if (isInSync({ ...before, wanted }) && !hasUnconfirmedSend(before) && !isBeingSent) {
    return { stage: 'settled', wanted, acknowledged: before.acknowledged, attempt: 0 };
  }
  return {
    ...before,
    stage: 'pending',
    wanted,
    attempt: 0,
    tries: undefined,
    dueAt: earlierOf(before.dueAt, later(now, hintGraceSeconds)),
    pendingSince: before.stage === 'settled' ? now.toISOString() : waitingSince(before),
    problem: undefined,
  };
}

/** Since when a delivery that is not in sync has waited. Older items can lack it: then since the last change. */
export const waitingSince = ({ pendingSince, wanted }: Delivery): string => pendingSince ?? wanted.at;

/** A pending delivery keeps its earlier place in the agenda: moving it costs two writes of the index. */
const earlierOf = (waiting: string | undefined, fresh: string): string =>
  waiting !== undefined && waiting < fresh ? waiting : fresh;

/** Whether the receiver has the desired state. */
const isInSync = (delivery: Delivery): boolean => delivery.wanted.digest === delivery.acknowledged?.digest;

/**
 * Whether the last message may differ from the acknowledged state: it was sent without an answer or by a sender that
 * stopped, or entered into the ledger and not acknowledged since. The desired state then needs its own ledger entry; otherwise the ledger would
 * end with a grade that was taken back.
 */
const hasUnconfirmedSend = ({ unresolved, unconfirmed, entered, acknowledged }: Delivery): boolean =>
  unresolved !== undefined ||
  unconfirmed === true ||
  (entered !== undefined && entered !== acknowledged?.version);

/** What a sender learned about version `sent`. */
export type Outcome = {
  /** The version that was entered into the ledger before it was sent. */
  readonly entered?: number | undefined;
} & OutcomeKind;
type OutcomeKind =
  | { readonly kind: 'acknowledged'; readonly sent: StateVersion }
  | {
      readonly kind: 'unknown';
      readonly sent: StateVersion;
      readonly problem: string;
      readonly retryAt: Date;
    }
  | { readonly kind: 'retry'; readonly problem: string; readonly retryAt: Date; readonly counts: boolean }
  | { readonly kind: 'gave-up'; readonly problem: string };

/** The delivery after an attempt. The desired state may have changed in the meantime. */
export function afterAttempt(before: Delivery, outcome: Outcome, now: Date): Delivery {
  const { entered = before.entered } = outcome;
  const delivery = { ...before, ...(entered !== undefined && { entered }) };
  switch (outcome.kind) {
    case 'acknowledged': {
      const acknowledged = { ...outcome.sent, at: now.toISOString() };
      const next = { ...delivery, acknowledged, unresolved: undefined, unconfirmed: undefined };
      return isInSync(next)
        ? { stage: 'settled', wanted: delivery.wanted, acknowledged, attempt: 0 }
        : {
            ...next,
            stage: 'pending',
            attempt: 0,
            tries: undefined,
            dueAt: now.toISOString(),
            // What was sent has arrived. What still waits began to wait when it became the desired state.
            pendingSince: delivery.wanted.at,
            problem: undefined,
          };
    }
    case 'unknown':
      return {
        ...delivery,
        tries: triesOf(before) + 1,
        unresolved: before.unresolved ?? outcome.sent.version,
        dueAt: outcome.retryAt.toISOString(),
        problem: outcome.problem,
      };
    case 'retry':
      return {
        ...delivery,
        attempt: delivery.attempt + (outcome.counts ? 1 : 0),
        tries: triesOf(before) + 1,
        dueAt: outcome.retryAt.toISOString(),
        problem: outcome.problem,
      };
    case 'gave-up':
      return {
        ...delivery,
        stage: 'given-up',
        tries: triesOf(before) + 1,
        dueAt: undefined,
        problem: outcome.problem,
      };
  }
}

/** How often the desired state was sent, or could not be. */
export const triesOf = ({ tries, attempt }: Delivery): number => tries ?? attempt;

/**
 * An officer asks for another attempt, or reconciliation found a difference. `forget` discards the acknowledged
 * state.
 */
export const triedAgain = (delivery: Delivery, now: Date, forget = false): Delivery => ({
  ...delivery,
  ...(forget && { acknowledged: undefined }),
  stage: 'pending',
  attempt: 0,
  tries: undefined,
  dueAt: now.toISOString(),
  pendingSince: delivery.stage === 'settled' ? now.toISOString() : waitingSince(delivery),
  problem: undefined,
});
