import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createHints } from '../../lib/composition/hints.ts';
import { keeperPorts } from '../../lib/composition/keeper-ports.ts';
import { openStores, openVaultOf } from '../../lib/composition/stores.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { queueHandler } from '../../lib/runtime/queue-handler.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { caseworkMessage } from '../../schemas/messages.ts';
import { keepBatch } from './keep-batch.ts';
import { moveRecord } from './move-record.ts';
import { redoRows } from './redo-rows.ts';

export const createHandler: CreateHandler<SQSEvent, SQSBatchResponse> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const comparisons = openQueue(runtime, 'COMPARISONS_QUEUE_URL');
  const records = openQueue(runtime, 'RECORDS_QUEUE_URL');
  return queueHandler(runtime, async (body) => {
    const hints = createHints(runtime);
    const ports = keeperPorts(runtime, { ...stores, vault }, hints);
    const deps = { ...stores, runtime, vault, comparisons, records, hints, ports };
    const casework = caseworkMessage.safeParse(JSON.parse(body));
    if (!casework.success) return keepBatch(body, deps);
    try {
      await ('redo' in casework.data ? redoRows(casework.data.redo, deps) : moveRecord(casework.data, deps));
    } finally {
      await hints.flush();
    }
  });
};

export const handler = lambda('keep-records', createHandler);
