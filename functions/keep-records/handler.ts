import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createHints } from '../../lib/composition/hints.ts';
import { keeperPorts } from '../../lib/composition/keeper-ports.ts';
import { openStores, openVaultOf } from '../../lib/composition/stores.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { keepBatch } from './keep-batch.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  return queueHandler(runtime, async (body) => {
    const hints = createHints(runtime);
    await keepBatch(body, {
      runtime,
      runs: stores.runs,
      vault,
      hints,
      ports: keeperPorts(runtime, stores, hints),
    });
  });
};

export const handler = lambda('keep-records', createHandler);
