import { callerIn, parsedBody, type Routes, routeFor } from '../../lib/runtime/http-handler.ts';
import { reasonRequest } from '../../schemas/api.ts';
import { releaseRequest } from '../../schemas/cycles.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { cycleViewOf } from './cycle-view.ts';
import { releaseEvaluation } from './release-evaluation.ts';
import { abandonEvaluation, startEvaluation, yearIn } from './steer-cycle.ts';

/** The steps of an evaluation that officers take: start, release (the region, or a prefecture its own part), abandon. */
export const evaluationRoutes = (deps: CycleDeps): Routes => ({
  'POST /v1/cycles/{year}/evaluation': routeFor(['cycles:write'], async (request, { sub: by }) => {
    const evaluation = await startEvaluation(yearIn(request.params['year']), by, deps);
    return { status: 202, body: await cycleViewOf(evaluation, deps) };
  }),
  'POST /v1/cycles/{year}/release': async (request) => {
    const { sub: by, division: area } = callerIn(request, 'review:write');
    const year = yearIn(request.params['year']);
    const said = parsedBody(request, releaseRequest);
    const evaluation = await releaseEvaluation(year, { by, area, ...said }, deps);
    return { status: 202, body: await cycleViewOf(evaluation, { ...deps, area }) };
  },
  'POST /v1/cycles/{year}/abandonment': routeFor(['cycles:write'], async (request, { sub: by }) => {
    const { reason } = parsedBody(request, reasonRequest);
    const year = yearIn(request.params['year']);
    const evaluation = await abandonEvaluation(year, { by, reason }, deps);
    return { status: 200, body: await cycleViewOf(evaluation, deps) };
  }),
});
