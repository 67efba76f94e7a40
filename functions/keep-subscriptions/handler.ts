import { randomBytes } from 'node:crypto';
import { givenPosition } from '../../lib/application/changes/given-position.ts';
import { subscriptionNetworksOf } from '../../lib/application/settings/subscription-settings.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { newSecret, secretBytes } from '../../lib/delivery/index.ts';
import { callerIn, type HttpRequest, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { createLedgerStore } from '../../lib/store/ledger-store.ts';
import { createSubscriptionStore } from '../../lib/store/subscription-store.ts';
import type { Subscription } from '../../lib/subscriptions/subscription.ts';
import { hasTest, replayedFrom, withSecret } from '../../lib/subscriptions/transitions.ts';
import { replayRequest, subscriptionRequest, subscriptionStateRequest } from '../../schemas/subscriptions.ts';
import { changed, isOperator, isOwn, mustBeOwn, visibleTo } from './access.ts';
import { makeSubscription } from './make-subscription.ts';
import { inWantedState } from './set-state.ts';
import { viewOf } from './subscription-view.ts';

/** A secret that was replaced signs beside the new one for a day, while the agency puts the new one in place. */
const earlierSecretMilliseconds = 86_400_000;

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const { clock, log, newId } = runtime;
  const stores = openStores(runtime);
  const subscriptions = createSubscriptionStore(stores.table);
  const ledger = createLedgerStore(stores.table);
  const vault = await openVaultOf(runtime, stores);
  const networks = subscriptionNetworksOf(runtime);
  const makeSecret = (): string => newSecret(randomBytes(secretBytes));
  const deps = { runtime, subscriptions, ledger, vault, networks, newSecret: makeSecret };
  const view = (one: Subscription) => viewOf(one, clock());
  /** Changes a subscription of the caller's own agency. */
  const changeOwn = (request: HttpRequest, change: (one: Subscription) => Subscription) => {
    const caller = callerIn(request, 'grades:read');
    const checked = (one: Subscription): Subscription => {
      mustBeOwn(one, caller);
      return change(one);
    };
    return changed(caller, request.params['id'] ?? '', { change: checked, subscriptions });
  };
  return httpHandler(runtime, {
    'POST /v1/subscriptions': async (request) => {
      const caller = callerIn(request, 'grades:read');
      const { subscription, secret } = await makeSubscription(
        parsedBody(request, subscriptionRequest),
        caller,
        deps,
      );
      return { status: 201, body: { ...view(subscription), secret } };
    },
    'GET /v1/subscriptions': async (request) => {
      const caller = callerIn(request, 'grades:read', 'deliveries:write');
      const all = await subscriptions.all();
      const shown = all.filter((one) => isOperator(caller) || isOwn(one, caller));
      return { status: 200, body: { subscriptions: shown.map(view) } };
    },
    'GET /v1/subscriptions/{id}': async (request) => {
      const caller = callerIn(request, 'grades:read', 'deliveries:write');
      const found = await visibleTo(caller, request.params['id'] ?? '', subscriptions);
      return { status: 200, body: view(found) };
    },
    'POST /v1/subscriptions/{id}/state': async (request) => {
      const caller = callerIn(request, 'grades:read', 'deliveries:write');
      const { state } = parsedBody(request, subscriptionStateRequest);
      const change = (one: Subscription) => inWantedState(one, state, { caller, now: clock() });
      const now = await changed(caller, request.params['id'] ?? '', { change, subscriptions });
      log.info('subscription.state-set', { subscription: now.id, state });
      return { status: 200, body: view(now) };
    },
    'POST /v1/subscriptions/{id}/secret': async (request) => {
      const secret = makeSecret();
      const now = await changeOwn(request, (one) =>
        withSecret(one, vault.seal(secret, one.id), {
          now: clock(),
          milliseconds: earlierSecretMilliseconds,
        }),
      );
      log.info('subscription.secret-replaced', { subscription: now.id });
      return { status: 200, body: { ...view(now), secret } };
    },
    'POST /v1/subscriptions/{id}/replay': async (request) => {
      callerIn(request, 'grades:read');
      const { after } = parsedBody(request, replayRequest);
      const position = await givenPosition(after, ledger);
      const now = await changeOwn(request, (one) => replayedFrom(one, position));
      log.info('subscription.replayed', { subscription: now.id });
      return { status: 202, body: view(now) };
    },
    'POST /v1/subscriptions/{id}/test': async (request) => {
      const test = { id: newId(), at: clock().toISOString() };
      const now = await changeOwn(request, (one) => (hasTest(one) ? one : { ...one, test }));
      return { status: 202, body: view(now) };
    },
  });
};

export const handler = lambda('keep-subscriptions', createHandler);
