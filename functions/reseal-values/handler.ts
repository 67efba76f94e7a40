import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openKeyProviderOf, openRunStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { createRotationStore } from '../../lib/store/rotation-store.ts';
import { rotationMessage } from '../../schemas/messages.ts';
import { resealShard } from './reseal-shard.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openRunStores(runtime);
  const deps = {
    runtime,
    table: stores.table,
    rotations: createRotationStore(stores.table),
    bucket: openBucket(runtime, 'attachments'),
    vault: await openVaultOf(runtime, stores),
    keyProvider: openKeyProviderOf(runtime, stores),
    queue: openQueue(runtime, 'ROTATIONS_QUEUE_URL'),
  };
  return queueHandler(runtime, rotationMessage, (message, context) =>
    resealShard(message, deps, () => context.getRemainingTimeInMillis()),
  );
};

export const handler = lambda('reseal-values', createHandler);
