import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { beginOrWait } from '../../lib/application/deliveries/begin-comparison.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { openDirectory, openSettlement } from '../../lib/application/deliveries/receivers.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { releasedPolicy } from '../../lib/application/wiring/released-policy.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { type Receiver, receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import { valueOn } from '../../lib/regulation/policy.ts';
import { withFreshKeys } from '../../lib/runtime/key-watch.ts';
import { type CreateHandler, type HostContext, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { createComparisonStore } from '../../lib/store/comparison-store.ts';
import { reconciliationMessage } from '../../schemas/messages.ts';
import type { ComparisonDeps } from './deps.ts';
import { directoryPages, settlementPages } from './list-pages.ts';
import { removeRecord } from './remove-record.ts';
import { removersOf } from './removers.ts';
import { workComparison } from './work-comparison.ts';

export const createHandler: CreateHandler<
  SQSEvent | { source: string },
  SQSBatchResponse | undefined
> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const { client, settings } = await openDirectory(runtime);
  const settlement = await openSettlement(runtime);
  const enddate = () =>
    valueOn('settlement.enddate', dayOf(runtime.clock()), policyOf(runtime, releasedPolicy(runtime)).book);
  const removers = removersOf({ directory: client, settlement }, runtime);
  const depsOf = (): ComparisonDeps => ({
    runtime,
    comparisons: createComparisonStore(stores.table),
    folders: stores.folders,
    hints: createHints(runtime),
    queue: openQueue(runtime, 'RECONCILIATIONS_QUEUE_URL'),
    lists: { directory: directoryPages(client), settlement: settlementPages(settlement) },
    maker: { vault, settings, enddate },
  });
  const work = (id: string, context: HostContext) =>
    workComparison(id, depsOf(), () => context.getRemainingTimeInMillis());
  /** The nightly comparison, and the one of a receiver that was ordered, deliver again what differs. */
  const begin = async (compared: readonly Receiver[], context: HostContext): Promise<void> => {
    const order = { startedAt: runtime.clock().toISOString(), repairs: true, receivers: compared };
    const { comparisons } = depsOf();
    const id = await beginOrWait(order, { comparisons, newId: runtime.newId });
    if (id) await work(id, context);
  };
  const onMessage = queueHandler(runtime, reconciliationMessage, async (message, context) => {
    if ('receiver' in message) await begin([message.receiver], context);
    else if ('comparison' in message) await work(message.comparison, context);
    else await removeRecord(message.removal, { ...depsOf(), removers });
  });
  return async (event, context) => {
    if ('Records' in event) return onMessage(event, context);
    await withFreshKeys(runtime, () => begin(receivers, context));
    return undefined;
  };
};

export const handler = lambda('reconcile', createHandler);
