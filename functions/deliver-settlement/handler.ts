import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createAttempts } from '../../lib/application/deliveries/delivery-attempts.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { openSettlement } from '../../lib/application/deliveries/receivers.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { createToldStore } from '../../lib/store/receiver-id-store.ts';
import { hintMessage } from '../../schemas/messages.ts';
import { tellSettlement } from './deliver-suspension.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const client = await openSettlement(runtime);
  const told = createToldStore(stores.table);
  return queueHandler(runtime, hintMessage, async ({ subject }) => {
    const hints = createHints(runtime);
    const attempts = createAttempts(runtime, 'settlement', { stores, hints });
    await tellSettlement(subject as SubjectKey, { attempts, vault, client, told });
    await hints.flush();
  });
};

export const handler = lambda('deliver-settlement', createHandler);
