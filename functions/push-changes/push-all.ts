import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Subscription } from '../../lib/subscriptions/subscription.ts';
import { isDue } from '../../lib/subscriptions/transitions.ts';
import { type PushDeps, pushSubscription } from './push-subscription.ts';

/** Subscribers that are sent to in parallel. One that is slow holds up itself alone. */
const atOnce = 16;

export interface PushAllDeps extends PushDeps {
  readonly runtime: Runtime;
}

/**
 * Sends to every subscription that is due. One that cannot be worked on stops no other.
 * @throws the first such failure, at the end
 */
export async function pushAll(deps: PushAllDeps): Promise<void> {
  const { runtime, subscriptions } = deps;
  const all = await subscriptions.all();
  const failures: unknown[] = [];
  const due = all.filter((one) => isDue(one, runtime.clock()));
  const waiting = due.values();
  const work = async (): Promise<void> => {
    for (const one of waiting) {
      await pushSubscription(one, deps).catch((error: unknown) => {
        runtime.log.error('function.failed', error, { subscription: one.id });
        failures.push(error);
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  report(due.length > 0 ? await subscriptions.all() : all, runtime);
  if (failures.length > 0) throw failures[0];
}

/** Milliseconds of failure after which the operator is told. */
const failingMilliseconds = 3600_000;

/** Said at each call, so that a call that is stopped hides nothing. */
function report(all: readonly Subscription[], { clock, metrics }: Runtime): void {
  const before = new Date(clock().getTime() - failingMilliseconds).toISOString();
  const failing = all.filter(
    ({ state, failingSince }) => state === 'active' && failingSince !== undefined && failingSince <= before,
  ).length;
  const disabled = all.filter(({ state, cause }) => state === 'disabled' && cause !== 'by-operator').length;
  if (failing > 0) metrics.add('SubscriptionsFailing', failing);
  if (disabled > 0) metrics.add('SubscriptionsDisabled', disabled);
}
