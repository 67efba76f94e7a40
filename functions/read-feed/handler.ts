import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { openRunStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { openBucket, runOfKey } from '../../lib/runtime/bucket.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { createListStore } from '../../lib/store/list-store.ts';
import { type ObjectMessage, objectMessage } from '../../schemas/messages.ts';
import { readRun } from './read-run.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openRunStores(runtime);
  const deps = {
    runtime,
    runs: stores.runs,
    lists: createListStore(stores.table),
    folders: createFolderStore(stores.table),
    vault: await openVaultOf(runtime, stores),
    bucket: openBucket(runtime),
    records: openQueue(runtime, 'RECORDS_QUEUE_URL'),
    objects: openQueue(runtime, 'OBJECTS_QUEUE_URL'),
    comparisons: openQueue(runtime, 'COMPARISONS_QUEUE_URL'),
  };
  return queueHandler(
    runtime,
    objectMessage,
    async (message, context) => {
      const runId = runOf(message);
      if (runId) await readRun(runId, deps, () => context.getRemainingTimeInMillis());
    },
    runOf,
  );
};

function runOf(message: ObjectMessage): string | undefined {
  if ('release' in message) return message.release.runId;
  if ('resume' in message) return message.resume.runId;
  return runOfKey(message.detail.object.key);
}

export const handler = lambda('read-feed', createHandler);
