import { openRunStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { callerIn, httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { createAttachmentStore } from '../../lib/store/attachment-store.ts';
import { createReceiptStore, receiptsOf } from '../../lib/store/receipt-store.ts';
import { giveAttachment } from './give-attachment.ts';
import { keepAttachment } from './keep-attachment.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openRunStores(runtime);
  const deps = {
    runtime,
    attachments: createAttachmentStore(stores.table),
    receipts: createReceiptStore(stores.table),
    bucket: openBucket(runtime, 'attachments'),
    vault: await openVaultOf(runtime, stores),
  };
  return httpHandler(runtime, {
    'PUT /v1/attachments/{attachment}': async (request) => {
      const { agency } = callerIn(request, 'casework:write');
      const name = request.params['attachment'] ?? '';
      const contentType = request.headers['content-type'] ?? '';
      const kept = await keepAttachment({ name, contentType, body: request.body }, agency, deps);
      return { status: 201, body: kept };
    },
    'GET /v1/attachments/{attachment}': async (request) => {
      const caller = callerIn(request, 'casework:write');
      const receipts = receiptsOf(caller, deps.receipts);
      return giveAttachment(request.params['attachment'] ?? '', caller.agency, { ...deps, receipts });
    },
  });
};

export const handler = lambda('keep-attachments', createHandler);
