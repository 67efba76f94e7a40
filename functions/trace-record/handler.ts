import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { callerWith, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { createLedgerStore } from '../../lib/store/ledger-store.ts';
import { createReceiptStore, receiptsOf } from '../../lib/store/receipt-store.ts';
import { createReceiverIdStore } from '../../lib/store/receiver-id-store.ts';
import { traceQuery } from '../../schemas/trace.ts';
import { traceRecord } from './trace-record.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const deps = {
    runtime,
    folders: stores.folders,
    runs: stores.runs,
    bucket: openBucket(runtime),
    ledger: createLedgerStore(stores.table),
    receipts: createReceiptStore(stores.table),
    receiverIds: createReceiverIdStore(stores.table),
    vault: await openVaultOf(runtime, stores),
    scorer: scoreCase,
  };
  return httpHandler(runtime, {
    'POST /v1/traces': async (request) => {
      const caller = callerWith(request, 'audit:read');
      const receipts = receiptsOf(caller, deps.receipts);
      const body = await traceRecord(parsedBody(request, traceQuery), caller.agency, { ...deps, receipts });
      return { status: 200, body };
    },
  });
};

export const handler = lambda('trace-record', createHandler);
