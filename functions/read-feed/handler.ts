import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { openBucket, runOfKey } from '../../lib/runtime/bucket.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { objectMessage } from '../../schemas/messages.ts';
import { readRun } from './read-run.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openStores(runtime);
  const deps = {
    runtime,
    runs: stores.runs,
    lists: stores.lists,
    folders: stores.folders,
    arrivals: stores.arrivals,
    vault: await openVaultOf(runtime, stores),
    bucket: openBucket(runtime),
    records: openQueue(runtime, 'RECORDS_QUEUE_URL'),
    objects: openQueue(runtime, 'OBJECTS_QUEUE_URL'),
    comparisons: openQueue(runtime, 'COMPARISONS_QUEUE_URL'),
  };
  return queueHandler(runtime, objectMessage, async (message, context) => {
    const runId =
      'release' in message
        ? message.release.runId
        : 'resume' in message
          ? message.resume.runId
          : runOfKey(message.detail.object.key);
    if (runId) await readRun(runId, deps, () => context.getRemainingTimeInMillis());
  });
};

export const handler = lambda('read-feed', createHandler);
