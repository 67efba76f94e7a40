import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createDeliveryAttempts } from '../../lib/application/deliveries/delivery-attempts.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { openSettlement } from '../../lib/application/deliveries/receivers.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { releasedPolicy } from '../../lib/application/wiring/released-policy.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import { valueOn } from '../../lib/regulation/policy.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { createReceiverIdStore } from '../../lib/store/receiver-id-store.ts';
import { hintMessage } from '../../schemas/messages.ts';
import { deliverSuspension } from './deliver-suspension.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const client = await openSettlement(runtime);
  const receiverIds = createReceiverIdStore(stores.table);
  const enddate = () =>
    valueOn('settlement.enddate', dayOf(runtime.clock()), policyOf(runtime, releasedPolicy(runtime)).book);
  return queueHandler(runtime, hintMessage, async ({ subject }) => {
    const hints = createHints(runtime);
    const attempts = createDeliveryAttempts(runtime, 'settlement', { stores, hints });
    await deliverSuspension(subject as SubjectKey, { attempts, vault, client, receiverIds, enddate });
    await hints.flush();
  });
};

export const handler = lambda('deliver-settlement', createHandler);
