import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { releasedPolicy } from '../../lib/application/wiring/released-policy.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { callerWith, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { fileQuery } from '../../schemas/api.ts';
import { showFile } from './show-file.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const deps = {
    runtime,
    folders: stores.folders,
    receipts: createReceiptStore(stores.table),
    vault: await openVaultOf(runtime, stores),
    scorer: scoreCase,
    get policy() {
      return policyOf(runtime, releasedPolicy(runtime));
    },
  };
  return httpHandler(runtime, {
    'POST /v1/files/query': async (request) => {
      const { agency } = callerWith(request, 'files:read');
      return { status: 200, body: await showFile(parsedBody(request, fileQuery), agency, deps) };
    },
  });
};

export const handler = lambda('show-file', createHandler);
