import type { Caller } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Subscription, SubscriptionState } from '../../lib/subscriptions/subscription.ts';
import { inState } from '../../lib/subscriptions/transitions.ts';
import { isOperator, isOwn } from './access.ts';

/**
 * The subscription in the state that its agency, or the operator, wants. The operator disables and enables; its agency
 * does the rest, and enables nothing that the operator disabled.
 * @throws Problem 409
 */
export function inWantedState(
  subscription: Subscription,
  state: SubscriptionState,
  { caller, now }: { caller: Caller; now: Date },
): Subscription {
  const byOperator = isOperator(caller);
  if (!isOwn(subscription, caller) && (state === 'paused' || state === 'ended'))
    throw new Problem(
      409,
      'not-own-subscription',
      'The operator disables and enables the subscriptions of others. Ask the agency for the rest.',
    );
  if (!byOperator && (state === 'disabled' || (subscription.cause === 'by-operator' && state !== 'ended')))
    throw new Problem(
      409,
      'disabled-by-operator',
      'The operator alone disables subscriptions, and enables what was disabled so.',
    );
  return inState(subscription, state, now);
}
