import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Subscription } from '../../lib/subscriptions/subscription.ts';
import { isDue } from '../../lib/subscriptions/transitions.ts';
import { type PushDeps, pushSubscription } from './push-subscription.ts';

/** Subscribers that are sent to in parallel. */
const atOnce = 16;
/** Milliseconds after which the others are looked after again, while one is still being sent to. */
const passMilliseconds = 1000;
/** Milliseconds at the end of a call in which no further pass is begun. */
const lastPassMilliseconds = 60_000;

export interface PushAllDeps extends PushDeps {
  readonly runtime: Runtime;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Sends to every subscription that is due. One that is slow holds up itself alone: while it is waited for, what came for the
 * others meanwhile is sent. One that cannot be worked on stops no other.
 * @throws the first such failure, at the end
 */
export async function pushAll(deps: PushAllDeps): Promise<void> {
  const { runtime, subscriptions } = deps;
  const running = new Map<string, Promise<void>>();
  const passes: Promise<void>[] = [];
  const failures: unknown[] = [];
  const push = async (one: Subscription): Promise<void> => {
    try {
      await pushSubscription(one, deps);
    } catch (error) {
      runtime.log.error('function.failed', error, { subscription: one.id });
      failures.push(error);
    }
    running.delete(one.id);
  };
  for (;;) {
    const due = (await subscriptions.all()).filter((one) => isDue(one, runtime.clock()));
    passes.push(
      beginAll(
        due.filter(({ id }) => !running.has(id)),
        { running, push },
      ),
    );
    const isDone = Promise.all(passes).then(() => true);
    const isLast = deps.remaining() < lastPassMilliseconds;
    const next = isLast ? isDone : Promise.race([isDone, deps.wait(passMilliseconds).then(() => false)]);
    if (await next) break;
  }
  report(await subscriptions.all(), runtime);
  if (failures.length > 0) throw failures[0];
}

/** Begins with each as soon as there is room, and ends when all that it began have ended. */
async function beginAll(
  waiting: Iterable<Subscription>,
  { running, push }: { running: Map<string, Promise<void>>; push: (one: Subscription) => Promise<void> },
): Promise<void> {
  const own: Promise<void>[] = [];
  for (const one of waiting) {
    while (running.size >= atOnce) await Promise.race(running.values());
    // Another pass may have begun with it meanwhile.
    if (running.has(one.id)) continue;
    const pushing = push(one);
    running.set(one.id, pushing);
    own.push(pushing);
  }
  await Promise.all(own);
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
