import { pullSourcesOf } from '../../lib/application/settings/pull-settings.ts';
import { expectedIntervalsOf } from '../../lib/application/settings/source-settings.ts';
import { openStores } from '../../lib/application/wiring/stores.ts';
import { callerWith, httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { showSources } from './show-sources.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const { arrivals, pulls } = openStores(runtime);
  const expectedIntervals = expectedIntervalsOf(runtime);
  const pullSources = pullSourcesOf(runtime);
  return httpHandler(runtime, {
    'GET /v1/sources': async (request) => {
      callerWith(request, 'runs:read');
      return {
        status: 200,
        body: await showSources({ runtime, arrivals, pulls, expectedIntervals, pullSources }),
      };
    },
  });
};

export const handler = lambda('show-sources', createHandler);
