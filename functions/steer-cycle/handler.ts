import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { releasedPolicy } from '../../lib/application/wiring/released-policy.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { cycleRoutes } from './cycle-routes.ts';
import { evaluationRoutes } from './evaluation-routes.ts';
import { trialRoutes } from './trial-routes.ts';
import { upgradeRoutes } from './upgrade-routes.ts';

/** Shards of the table that are processed in parallel. */
const shards = 16;

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const deps = {
    runtime,
    evaluations: stores.evaluations,
    folders: stores.folders,
    vault: await openVaultOf(runtime, stores),
    queue: openQueue(runtime, 'EVALUATIONS_QUEUE_URL'),
    receipts: createReceiptStore(stores.table),
    get policy() {
      return policyOf(runtime, releasedPolicy(runtime));
    },
    shards,
  };
  return httpHandler(runtime, {
    ...cycleRoutes(deps),
    ...evaluationRoutes(deps),
    ...trialRoutes(deps),
    ...upgradeRoutes(deps),
  });
};

export const handler = lambda('steer-cycle', createHandler);
