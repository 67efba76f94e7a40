import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { callerIn, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { createReceiptStore, receiptsOf } from '../../lib/store/receipt-store.ts';
import { gradesQuery } from '../../schemas/api.ts';
import { answerGrades } from './answer-grades.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const deps = {
    runtime,
    folders: stores.folders,
    receipts: createReceiptStore(stores.table),
    vault: await openVaultOf(runtime, stores),
  };
  return httpHandler(runtime, {
    'POST /v1/grades/query': async (request) => {
      const caller = callerIn(request, 'grades:read');
      const asked = { ...deps, receipts: receiptsOf(caller, deps.receipts) };
      const body = await answerGrades(parsedBody(request, gradesQuery), caller.agency, asked);
      return { status: 200, body };
    },
  });
};

export const handler = lambda('answer-grades', createHandler);
