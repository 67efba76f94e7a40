import { openKeyProviderOf, openRunStores } from '../../lib/application/wiring/stores.ts';
import { callerWith, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { createRotationStore } from '../../lib/store/rotation-store.ts';
import { reasonRequest } from '../../schemas/api.ts';
import { rotateKeys, showRotation } from './rotate-keys.ts';

/** Shards of the table that are processed in parallel. */
const shards = 16;

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const stores = openRunStores(runtime);
  const rotations = createRotationStore(stores.table);
  const deps = { runtime, rotations, keyProvider: openKeyProviderOf(runtime, stores), shards };
  return httpHandler(runtime, {
    'POST /v1/keys/rotation': async (request) => {
      const by = callerWith(request, 'system:write').sub;
      const { reason } = parsedBody(request, reasonRequest);
      return { status: 202, body: await rotateKeys({ by, reason }, deps) };
    },
    'GET /v1/keys/rotation': async (request) => {
      callerWith(request, 'system:write');
      return { status: 200, body: await showRotation(deps) };
    },
  });
};

export const handler = lambda('rotate-keys', createHandler);
