import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { releasedPolicy } from '../../lib/application/wiring/released-policy.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { callerIn, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { createReceiptStore, receiptsOf } from '../../lib/store/receipt-store.ts';
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
      const caller = callerIn(request, 'files:read');
      const asked = { ...deps, receipts: receiptsOf(caller, deps.receipts), area: caller.division };
      const body = await showFile(parsedBody(request, fileQuery), caller.agency, asked);
      return { status: 200, body };
    },
  });
};

export const handler = lambda('show-file', createHandler);
