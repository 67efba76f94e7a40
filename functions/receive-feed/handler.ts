import { fileIn, senderOf, sizedBody } from '../../lib/application/intake/sender-of.ts';
import { openRunStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import { httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { recordsRequest, uploadRequest } from '../../schemas/api.ts';
import { announceUpload, receiveFile } from './receive-file.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openRunStores(runtime);
  const deps = {
    runtime,
    runs: stores.runs,
    bucket: openBucket(runtime),
    vault: await openVaultOf(runtime, stores),
  };
  return httpHandler(runtime, {
    'PUT /v1/feeds/{source}/files/{name}': async (request) => {
      const sender = senderOf(request);
      const body = fileIn(request, sender.source);
      const file = { name: request.params['name'] ?? '', channel: 'file', body } as const;
      return { status: 202, body: await receiveFile(file, sender, deps) };
    },
    'POST /v1/feeds/{source}/uploads': async (request) => {
      const sender = senderOf(request);
      return { status: 202, body: await announceUpload(parsedBody(request, uploadRequest), sender, deps) };
    },
    'POST /v1/feeds/{source}/records': async (request) => {
      const sender = senderOf(request);
      parsedBody(request, recordsRequest);
      // The body is stored as it was sent. Writing it again could silently change long numbers, repeated fields and
      // some names.
      const body = sizedBody(request.body, sender.source);
      const file = { name: 'records.json', channel: 'records', body } as const;
      return { status: 202, body: await receiveFile(file, sender, deps) };
    },
  });
};

export const handler = lambda('receive-feed', createHandler);
