import { httpHandler, type RouteHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { openApiDocument, operations } from '../../schemas/openapi.ts';

/** Parts of the contract that are not built: they say so. */
const notBuilt: RouteHandler = async () => {
  throw new Problem(
    501,
    'not-built',
    'This part of the contract is not built yet. See /openapi.json for what is.',
  );
};

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const document = openApiDocument();
  const missing = Object.entries(operations).filter(([, { answer }]) => answer?.status === 501);
  return httpHandler(runtime, {
    ...Object.fromEntries(missing.map(([route]) => [route, notBuilt])),
    'GET /openapi.json': async () => ({ status: 200, body: document }),
    'GET /health': async () => ({ status: 200, body: { status: 'ok' } }),
  });
};

export const handler = lambda('describe-service', createHandler);
