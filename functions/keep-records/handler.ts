import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { intakePorts } from '../../lib/application/wiring/intake-ports.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { recordsMessage } from '../../schemas/messages.ts';
import { keepBatch } from './keep-batch.ts';
import { mendCode } from './mend-code.ts';
import { moveRecord } from './move-record.ts';
import { projectParties } from './project-reached.ts';
import { redoRows } from './redo-rows.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const comparisons = openQueue(runtime, 'COMPARISONS_QUEUE_URL');
  const records = openQueue(runtime, 'RECORDS_QUEUE_URL');
  return queueHandler(runtime, recordsMessage, async (message) => {
    const hints = createHints(runtime);
    const ports = intakePorts(runtime, { ...stores, vault }, hints);
    const deps = { ...stores, runtime, vault, comparisons, records, hints, ports };
    if ('rows' in message) return keepBatch(message, deps);
    try {
      if ('redo' in message) await redoRows(message.redo, deps);
      else if ('project' in message) await projectParties(message.project, deps);
      else if ('mend' in message) await mendCode(message.mend, deps);
      else await moveRecord(message, deps);
    } finally {
      await hints.flush();
    }
  });
};

export const handler = lambda('keep-records', createHandler);
