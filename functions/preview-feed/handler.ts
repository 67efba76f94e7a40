import { fileIn, senderOf } from '../../lib/application/intake/sender-of.ts';
import { openStores, openVaultOf, readingStores } from '../../lib/application/wiring/stores.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { dryDeps } from './dry-deps.ts';
import { previewFile } from './preview-file.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const reading = readingStores(stores);
  return httpHandler(runtime, {
    'POST /v1/feeds/{source}/preview': async (request) => {
      const sender = senderOf(request);
      const body = fileIn(request, sender.source);
      const deps = { ...dryDeps(runtime, { ...reading, vault }), runtime };
      return { status: 200, body: await previewFile(body, sender, deps) };
    },
  });
};

export const handler = lambda('preview-feed', createHandler);
