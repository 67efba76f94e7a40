/** The receivers of a file's state. */
export const receivers = ['directory', 'settlement'] as const;
export type Receiver = (typeof receivers)[number];

/**
 * What one receiver should hold of a file, and what it said it holds. `pending` until it acknowledged the wanted
 * version; `given-up` needs a person; `settled` when both sides agree.
 */
export interface Delivery {
  readonly stage: 'settled' | 'pending' | 'given-up';
  /** What it should hold: the file version that brought it, when, and a digest; no digest: nothing at all. */
  readonly wanted: StateVersion & { readonly at: string };
  /** What it last acknowledged. */
  readonly acknowledged?: (StateVersion & { readonly at: string }) | undefined;
  /** Sent without an answer: to be asked about before anything is sent again. */
  readonly unresolved?: number | undefined;
  /** The wanted version that stands in the ledger. */
  readonly entered?: number | undefined;
  readonly attempt: number;
  /** When to try (again). */
  readonly dueAt?: string | undefined;
  readonly pendingSince?: string | undefined;
  readonly problem?: string | undefined;
}

export interface StateVersion {
  readonly version: number;
  readonly digest?: string | undefined;
}

/** A hint goes to the queue with the state; the sweep comes after this long for what the hint did not bring home. */
const hintGraceSeconds = 10;

const later = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

/** The delivery after the file wants `digest` to be held, as of file version `version`. */
export function withDesired(
  before: Delivery | undefined,
  digest: string | undefined,
  { version, now, isBeingSent }: { version: number; now: Date; isBeingSent: boolean },
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
  const wanted = { version, digest, at: now.toISOString() };
  if (isInSync({ ...before, wanted }) && !hasUnconfirmedSend(before) && !isBeingSent) {
    return { stage: 'settled', wanted, acknowledged: before.acknowledged, attempt: 0 };
  }
  return {
    ...before,
    stage: 'pending',
    wanted,
    attempt: 0,
    dueAt: earlierOf(before.dueAt, later(now, hintGraceSeconds)),
    pendingSince: before.stage === 'pending' ? before.pendingSince : now.toISOString(),
    problem: undefined,
  };
}

/** A delivery that waits already keeps its place in the agenda: moving it there costs two writes of the index. */
const earlierOf = (waiting: string | undefined, fresh: string): string =>
  waiting !== undefined && waiting < fresh ? waiting : fresh;

/** The receiver holds what it should: nothing more to say. */
const isInSync = (delivery: Delivery): boolean => delivery.wanted.digest === delivery.acknowledged?.digest;

/**
 * Something else was said last: sent without an answer, or entered into the ledger and not acknowledged since. What is
 * wanted then needs an entry of its own, or the ledger would keep a grade that was taken back.
 */
const hasUnconfirmedSend = ({ unresolved, entered, acknowledged }: Delivery): boolean =>
  unresolved !== undefined || (entered !== undefined && entered !== acknowledged?.version);

/** What a sender learned of version `sent`. */
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

/** The delivery after an attempt; what the file wants may have moved on meanwhile. */
export function afterAttempt(before: Delivery, outcome: Outcome, now: Date): Delivery {
  const { entered = before.entered } = outcome;
  const delivery = { ...before, ...(entered !== undefined && { entered }) };
  switch (outcome.kind) {
    case 'acknowledged': {
      const acknowledged = { ...outcome.sent, at: now.toISOString() };
      const next = { ...delivery, acknowledged, unresolved: undefined };
      return isInSync(next)
        ? { stage: 'settled', wanted: delivery.wanted, acknowledged, attempt: 0 }
        : { ...next, stage: 'pending', attempt: 0, dueAt: now.toISOString(), problem: undefined };
    }
    case 'unknown':
      return {
        ...delivery,
        unresolved: outcome.sent.version,
        dueAt: outcome.retryAt.toISOString(),
        problem: outcome.problem,
      };
    case 'retry':
      return {
        ...delivery,
        attempt: delivery.attempt + (outcome.counts ? 1 : 0),
        dueAt: outcome.retryAt.toISOString(),
        problem: outcome.problem,
      };
    case 'gave-up':
      return { ...delivery, stage: 'given-up', dueAt: undefined, problem: outcome.problem };
  }
}

/** A person asks for another try, or a reconciliation found a difference: `acknowledged` is doubted when `forget`. */
export const triedAgain = (delivery: Delivery, now: Date, forget = false): Delivery => ({
  ...delivery,
  ...(forget && { acknowledged: undefined }),
  stage: 'pending',
  attempt: 0,
  dueAt: now.toISOString(),
  pendingSince: delivery.pendingSince ?? now.toISOString(),
  problem: undefined,
});
