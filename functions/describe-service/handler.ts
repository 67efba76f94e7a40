import { callerOf, httpHandler, routeFor } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { openApiDocument } from '../../schemas/openapi.ts';
import { meOf } from './me.ts';
import { startPage } from './start-page.ts';
import { listTables, tableOf } from './tables-of.ts';
import { templateOf } from './template-of.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const document = openApiDocument();
  return httpHandler(runtime, {
    'GET /': async () => startPage(runtime.env['METRICS_PATH']),
    'GET /openapi.json': async () => ({ status: 200, body: document }),
    'GET /v1/feeds/{source}/template': async (request) => templateOf(request, dayOf(runtime.clock())),
    'GET /v1/me': async (request) => ({ status: 200, body: meOf(callerOf(request)) }),
    'GET /v1/tables': routeFor(['grades:read', 'policy:write'], async () => ({
      status: 200,
      body: listTables(),
    })),
    'GET /v1/tables/{category}': routeFor(['grades:read', 'policy:write'], async ({ params }) => ({
      status: 200,
      body: tableOf(params['category'] ?? ''),
    })),
    'GET /health': async () => ({ status: 200, body: { status: 'ok' } }),
  });
};

export const handler = lambda('describe-service', createHandler);
