import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { Run } from '../../lib/feeds/run.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import {
  type Caller,
  callerIn,
  callerWith,
  type HttpRequest,
  httpHandler,
} from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { isRegion, liesIn } from '../../lib/shared/division.ts';
import { senderScope } from '../../lib/shared/scope.ts';
import { sources } from '../../lib/shared/source.ts';
import { answerOf, releaseRun, viewOf } from './follow-run.ts';

const senderScopes = sources.map(senderScope);

/**
 * A run belongs to the agency that sent it, of a prefecture to that of the same one, and to the bureau of the region. For
 * anybody else it does not exist.
 */
const maySee = ({ agency, division: area, scopes }: Caller, { source, by, division }: Run): boolean =>
  (scopes.includes('runs:read') && isRegion(area)) ||
  (by === agency && scopes.includes(senderScope(source)) && liesIn(division, area));

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const deps = {
    runtime,
    runs: stores.runs,
    quarantine: stores.quarantine,
    bucket: openBucket(runtime),
    vault: await openVaultOf(runtime, stores),
    objects: openQueue(runtime, 'OBJECTS_QUEUE_URL'),
  };
  const runOf = async (request: HttpRequest, isVisible = (_run: Run): boolean => true): Promise<Run> => {
    const run = await deps.runs.read(request.params['runId'] ?? '');
    if (!run || !isVisible(run))
      throw new Problem(404, 'unknown-run', 'There is no such run. Use the runId of the answer to a feed.');
    return run;
  };
  const seenRunOf = (request: HttpRequest): Promise<Run> => {
    const caller = callerIn(request, 'runs:read', ...senderScopes);
    return runOf(request, (run) => maySee(caller, run));
  };
  return httpHandler(runtime, {
    'GET /v1/feeds/runs/{runId}': async (request) => ({
      status: 200,
      body: await viewOf(await seenRunOf(request), deps),
    }),
    'GET /v1/feeds/runs/{runId}/answer': async (request) =>
      answerOf(await seenRunOf(request), request.query['after'], deps),
    'POST /v1/feeds/runs/{runId}/release': async (request) => {
      callerWith(request, 'review:write');
      return { status: 202, body: await releaseRun(await runOf(request), deps) };
    },
  });
};

export const handler = lambda('follow-run', createHandler);
