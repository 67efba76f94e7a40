import { cursorText } from '../../lib/ledger/position.ts';
import type { Subscription, TestEvent } from '../../lib/subscriptions/subscription.ts';
import { sentencesOf } from '../../schemas/reasons/reason.ts';
import { explainSubscriber } from '../../schemas/reasons/subscribers.ts';
import type { SubscriptionView } from '../../schemas/subscriptions.ts';

/** A subscription as its agency sees it: without its secrets. */
export function viewOf(subscription: Subscription, now: Date): SubscriptionView {
  const { id, agency, purpose, url, createdAt, state, stateAt, cause, takenAt, test } = subscription;
  const failing = failingOf(subscription);
  const earlier = subscription.secrets.find(({ until }) => until !== undefined && until > now.toISOString());
  return {
    id,
    agency,
    purpose,
    url,
    createdAt,
    state,
    stateAt,
    ...(cause && { cause }),
    cursor: cursorText(subscription.cursor),
    ...(takenAt && { takenAt }),
    ...(failing && { failing }),
    ...(earlier?.until && { earlierSecretUntil: earlier.until }),
    ...(test && { test: testOf(test) }),
  };
}

function failingOf({
  failingSince,
  problem,
  failures,
  nextAt,
  state,
}: Subscription): SubscriptionView['failing'] {
  if (!failingSince || !problem) return undefined;
  return {
    since: failingSince,
    attempts: failures,
    problem,
    explanation: sentencesOf(explainSubscriber(problem)),
    ...(nextAt && state === 'active' && { nextAt }),
  };
}

const testOf = ({ id, at, answeredAt, problem }: TestEvent): NonNullable<SubscriptionView['test']> => ({
  id,
  at,
  ...(answeredAt && { answeredAt }),
  ...(problem && { problem, explanation: sentencesOf(explainSubscriber(problem)) }),
});
