import {
  subscriptionFailureDaysOf,
  subscriptionNetworksOf,
} from '../../lib/application/settings/subscription-settings.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { postEvent, subscriberAgents } from '../../lib/delivery/index.ts';
import { withFreshKeys } from '../../lib/runtime/key-watch.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { createLedgerStore } from '../../lib/store/ledger-store.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { createSubscriptionStore } from '../../lib/store/subscription-store.ts';
import { createGradeEvents } from './grade-events.ts';
import { pushAll } from './push-all.ts';
import { answerSeconds } from './push-subscription.ts';

export const createHandler: CreateHandler<unknown, void> = async (runtime) => {
  const networks = subscriptionNetworksOf(runtime);
  const daysMost = subscriptionFailureDaysOf(runtime);
  const stores = openStores(runtime);
  const { folders } = stores;
  const ledger = createLedgerStore(stores.table);
  const vault = await openVaultOf(runtime, stores);
  const deps = {
    runtime,
    subscriptions: createSubscriptionStore(stores.table),
    receipts: createReceiptStore(stores.table),
    vault,
    openAgents: subscriberAgents,
    daysMost,
  };
  return (_event, context) =>
    withFreshKeys(runtime, () =>
      pushAll({
        ...deps,
        events: createGradeEvents({ ledger, folders, vault }),
        wait: runtime.pause,
        remaining: () => context.getRemainingTimeInMillis(),
        post: (address, event, agents) =>
          postEvent(address, { ...event, networks, agents, timeoutSeconds: answerSeconds }),
      }),
    );
};

export const handler = lambda('push-changes', createHandler);
