import type { Caller } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { isRegion } from '../../lib/shared/division.ts';
import { Fault } from '../../lib/shared/fault.ts';
import type { Subscription, SubscriptionStore } from '../../lib/subscriptions/subscription.ts';

/** Whether the caller steers deliveries of the whole region, and so sees every subscription. */
export const isOperator = ({ scopes, division }: Caller): boolean =>
  scopes.includes('deliveries:write') && isRegion(division);

/** Whether the subscription is one of the caller's agency. */
export const isOwn = ({ agency }: Subscription, caller: Caller): boolean =>
  caller.scopes.includes('grades:read') && agency === caller.agency;

/** The subscription, if the caller may see it. To others it does not exist. @throws Problem 404 */
export async function visibleTo(
  caller: Caller,
  id: string,
  subscriptions: SubscriptionStore,
): Promise<Subscription> {
  const found = await subscriptions.read(id);
  if (found && (isOwn(found, caller) || isOperator(caller))) return found;
  throw new Problem(404, 'unknown-subscription', 'The agency has no subscription with this id.');
}

const writesMost = 20;

/**
 * Changes a subscription that the caller may see. A sender may write it at the same moment, so the change is made on
 * what is there.
 * @throws Problem 404, 409
 */
export async function changed(
  caller: Caller,
  id: string,
  {
    change,
    subscriptions,
  }: { change: (subscription: Subscription) => Subscription; subscriptions: SubscriptionStore },
): Promise<Subscription> {
  for (let count = 0; count < writesMost; count++) {
    const found = await visibleTo(caller, id, subscriptions);
    if (found.state === 'ended')
      throw new Problem(409, 'subscription-ended', 'The subscription is ended. Make another one.');
    const next = { ...change(found), revision: found.revision + 1 };
    if (await subscriptions.put(next)) return next;
  }
  throw new Fault('store-contention', `The subscription ${id} changed too often while it was written.`);
}

/** @throws Problem 404 for a subscription of another agency, which only the operator sees */
export function mustBeOwn(subscription: Subscription, caller: Caller): void {
  if (isOwn(subscription, caller)) return;
  throw new Problem(404, 'unknown-subscription', 'The agency has no subscription with this id.');
}
