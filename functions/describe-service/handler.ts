import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { openApiDocument } from '../../schemas/openapi.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const document = openApiDocument();
  return httpHandler(runtime, {
    'GET /openapi.json': async () => ({ status: 200, body: document }),
    'GET /health': async () => ({ status: 200, body: { status: 'ok' } }),
  });
};

export const handler = lambda('describe-service', createHandler);
