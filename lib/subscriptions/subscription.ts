import type { Sealed } from '../credit-file/facts/subject.ts';

/** `ended` is for good. A `disabled` one is enabled by its agency, or by the operator who disabled it. */
export type SubscriptionState = 'active' | 'paused' | 'disabled' | 'ended';

/** Why a subscription is disabled: the address answered 410, it failed for days, or the operator did it. */
export type DisabledCause = 'gone' | 'failed-for-days' | 'by-operator';

/** A position in the ledger: after `index` entries of batch `n`. */
export interface Position {
  readonly n: number;
  readonly index: number;
}

/** A secret that signs, sealed with the id of the subscription as context. */
export interface SigningSecret {
  readonly sealed: Sealed;
  /** The instant from which it no longer signs. Absent for the newest one. */
  readonly until?: string | undefined;
}

/** A test event that the agency asked for. */
export interface TestEvent {
  readonly id: string;
  readonly at: string;
  readonly answeredAt?: string | undefined;
  /** Why it was not taken. Absent when it was taken, or was not sent yet. */
  readonly problem?: string | undefined;
}

/** An agency's address to which grade changes are pushed. */
export interface Subscription {
  readonly id: string;
  /** Number of writes. A write with an outdated revision is refused (optimistic lock). */
  readonly revision: number;
  /** Its place among those of the agency. */
  readonly slot: number;
  readonly agency: string;
  /** The person or system of the agency that made it. */
  readonly by: string;
  readonly purpose: string;
  /** Empty when it is ended. */
  readonly url: string;
  readonly createdAt: string;
  readonly state: SubscriptionState;
  readonly stateAt: string;
  readonly cause?: DisabledCause | undefined;
  /** What its subscriber has acknowledged. */
  readonly cursor: Position;
  /** Newest first, two at most. */
  readonly secrets: readonly SigningSecret[];
  /** Attempts in a row that failed. */
  readonly failures: number;
  readonly failingSince?: string | undefined;
  readonly problem?: string | undefined;
  /** Not before this instant. */
  readonly nextAt?: string | undefined;
  readonly takenAt?: string | undefined;
  /** The receipt of the event after the cursor, once it was attempted. Its repetitions have the same. */
  readonly receiptId?: string | undefined;
  readonly test?: TestEvent | undefined;
  /** The sender that works on it, and until when. */
  readonly lease?: { readonly sender: string; readonly until: string } | undefined;
}

/** Stores subscriptions. */
export interface SubscriptionStore {
  /** All that are not ended. */
  all(): Promise<Subscription[]>;
  /** Those of an agency; ended ones too, until their slot is used again. */
  ofAgency(agency: string): Promise<Subscription[]>;
  read(id: string): Promise<Subscription | undefined>;
  /** Replaces the item if its revision is still the one before. False when another writer was faster. */
  put(subscription: Subscription): Promise<boolean>;
}

/** Subscriptions of an agency that are not ended. */
export const subscriptionsMost = 10;
