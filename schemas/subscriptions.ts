import * as z from 'zod';
import { gradeChange } from './ledger.ts';

/** Which changes an agency wants, and where. */
export const subscriptionRequest = z.strictObject({
  /** https; neither credentials nor a fragment. */
  url: z.string().min(1).max(2000),
  /** A purpose of grade queries but `self`. What it does not open is not pushed. */
  purpose: z.string().min(1).max(60),
  /** A cursor of `GET /v1/grades/changes`; empty for the first change; without it from now on. */
  after: z.string().max(40).optional(),
});
export type SubscriptionRequest = z.infer<typeof subscriptionRequest>;

export const subscriptionStateRequest = z.strictObject({
  /** `active`, `paused`, `ended`: its agency. `active`, `disabled`: the operator (`deliveries:write`). */
  state: z.enum(['active', 'paused', 'disabled', 'ended']),
});

export const replayRequest = z.strictObject({
  /** A cursor of `GET /v1/grades/changes`, or of an event; empty for the first change. */
  after: z.string().max(40),
});

export const subscriptionView = z.strictObject({
  id: z.string(),
  agency: z.string(),
  purpose: z.string(),
  url: z.string(),
  createdAt: z.string(),
  state: z.enum(['active', 'paused', 'disabled', 'ended']),
  stateAt: z.string(),
  /** Why it is disabled. */
  cause: z.enum(['gone', 'failed-for-days', 'by-operator']).optional(),
  /** What was acknowledged: a cursor of `GET /v1/grades/changes`. */
  cursor: z.string(),
  takenAt: z.string().optional(),
  /** Present while attempts fail, and when it was disabled because of them. */
  failing: z
    .strictObject({
      since: z.string(),
      attempts: z.int(),
      problem: z.string(),
      /** In Chinese. */
      explanation: z.string(),
      nextAt: z.string().optional(),
    })
    .optional(),
  /** The secret before the newest one signs until then, too. */
  earlierSecretUntil: z.string().optional(),
  /** The last test event. Without `answeredAt` it waits to be sent. */
  test: z
    .strictObject({
      id: z.string(),
      at: z.string(),
      answeredAt: z.string().optional(),
      problem: z.string().optional(),
      explanation: z.string().optional(),
    })
    .optional(),
});
export type SubscriptionView = z.infer<typeof subscriptionView>;

/** A subscription with its secret, which is not shown again. */
export const secretAnswer = subscriptionView.extend({
  /** `whsec_` and base64. */
  secret: z.string(),
});

export const subscriptionsAnswer = z.strictObject({ subscriptions: z.array(subscriptionView) });

/** The body of an event: changes as `GET /v1/grades/changes` shows them, in the order of the ledger. */
const gradesChangedEvent = z.strictObject({
  type: z.literal('grades.changed'),
  timestamp: z.string(),
  data: z.strictObject({
    receiptId: z.string(),
    changes: z.array(gradeChange.partial({ recordId: true })),
    /** The cursor behind these changes. */
    next: z.string(),
  }),
});
export type GradesChangedEvent = z.infer<typeof gradesChangedEvent>;

/** The body of a test event. */
const testEvent = z.strictObject({
  type: z.literal('subscription.test'),
  timestamp: z.string(),
  data: z.strictObject({ subscription: z.string() }),
});

/** What a subscriber is sent. */
export const subscriberEvent = z.discriminatedUnion('type', [gradesChangedEvent, testEvent]);
