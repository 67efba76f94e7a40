import { openRunStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { type Run, runStatuses } from '../../lib/feeds/run.ts';
import { openBucket } from '../../lib/runtime/bucket.ts';
import {
  type Caller,
  callerIn,
  callerWith,
  type HttpRequest,
  httpHandler,
} from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { oneOf } from '../../lib/runtime/one-of.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { liesIn } from '../../lib/shared/division.ts';
import { type Scope, senderScope } from '../../lib/shared/scope.ts';
import { sources } from '../../lib/shared/source.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import { createRunList } from '../../lib/store/run-list.ts';
import { findingsOf } from './findings.ts';
import { answerOf, releaseRun, viewOf, withdrawRun } from './follow-run.ts';
import { listRuns, type RunFilter } from './list-runs.ts';

const senderScopes = sources.map(senderScope) as [Scope, ...Scope[]];

/**
 * A run belongs to the agency that sent it, of a prefecture to that of the same one, and to the bureau of its area. For
 * anybody else it does not exist.
 */
const maySee = (caller: Caller, run: Run): boolean =>
  (caller.scopes.includes('runs:read') && liesIn(run.division, caller.division)) || isSenderOf(caller, run);

const isSenderOf = ({ agency, division: area, scopes }: Caller, { source, by, division }: Run): boolean =>
  by === agency && scopes.includes(senderScope(source)) && liesIn(division, area);

const unknownRun = (): Problem =>
  new Problem(404, 'unknown-run', 'There is no such run. Use the runId of the answer to a feed.');

function filterOf({ query: { source, status, after } }: HttpRequest): RunFilter {
  if (after !== undefined && !/^[0-9A-Z]{26}$/.test(after))
    throw new Problem(400, 'invalid-cursor', 'after must be the `next` of a page of the same list.');
  return {
    source: source === undefined ? undefined : oneOf('source', source, sources),
    status: status === undefined ? undefined : oneOf('status', status, runStatuses),
    after,
  };
}

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openRunStores(runtime);
  const deps = {
    runtime,
    runs: stores.runs,
    quarantine: createQuarantineStore(stores.table),
    bucket: openBucket(runtime),
    vault: await openVaultOf(runtime, stores),
    objects: openQueue(runtime, 'OBJECTS_QUEUE_URL'),
  };
  const list = createRunList(stores.table);
  const runOf = async (request: HttpRequest, isVisible = (_run: Run): boolean => true): Promise<Run> => {
    const run = await deps.runs.read(request.params['runId'] ?? '');
    if (!run || !isVisible(run)) throw unknownRun();
    return run;
  };
  const visibleTo = (request: HttpRequest): ((run: Run) => boolean) => {
    const caller = callerIn(request, 'runs:read', ...senderScopes);
    return (run) => maySee(caller, run);
  };
  const seenRunOf = (request: HttpRequest): Promise<Run> => runOf(request, visibleTo(request));
  return httpHandler(runtime, {
    'GET /v1/feeds/runs': async (request) => {
      const { division: area } = callerIn(request, 'runs:read');
      return { status: 200, body: await listRuns({ ...filterOf(request), area }, { ...deps, list }) };
    },
    'GET /v1/feeds/runs/{runId}': async (request) => {
      const isVisible = visibleTo(request);
      const counted = await deps.runs.readCounted(request.params['runId'] ?? '');
      if (!counted || !isVisible(counted.run)) throw unknownRun();
      return { status: 200, body: viewOf(counted, deps) };
    },
    'GET /v1/feeds/runs/{runId}/findings': async (request) => ({
      status: 200,
      body: await findingsOf(await seenRunOf(request), request.query['after'], deps),
    }),
    'GET /v1/feeds/runs/{runId}/answer': async (request) =>
      answerOf(await seenRunOf(request), request.query['after'], deps),
    'POST /v1/feeds/runs/{runId}/withdrawal': async (request) => {
      const caller = callerIn(request, ...senderScopes);
      const run = await runOf(request, (found) => isSenderOf(caller, found));
      const withdrawn = await withdrawRun(run, deps);
      const counts = await deps.runs.counts(withdrawn.runId);
      return { status: 200, body: viewOf({ run: withdrawn, counts }, deps) };
    },
    'POST /v1/feeds/runs/{runId}/release': async (request) => {
      callerWith(request, 'review:write');
      return { status: 202, body: await releaseRun(await runOf(request), deps) };
    },
  });
};

export const handler = lambda('follow-run', createHandler);
