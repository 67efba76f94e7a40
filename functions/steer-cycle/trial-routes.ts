import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import { type HttpRequest, parsedBody, type Routes, routeFor } from '../../lib/runtime/http-handler.ts';
import { trialRequest } from '../../schemas/indicator-table.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { cycleViewOf } from './cycle-view.ts';
import { pictureAnswer } from './rehearsal.ts';
import { knownTrial, startTrial } from './steer-cycle.ts';

/** Trials of a draft: an evaluation that nothing is published of. */
export function trialRoutes(deps: CycleDeps): Routes {
  const trialOf = ({ params }: HttpRequest): Promise<Evaluation> =>
    knownTrial(params['id'] ?? '', deps.evaluations);
  const viewOf = async (trial: Evaluation) => ({ id: trial.name, ...(await cycleViewOf(trial, deps)) });
  return {
    'POST /v1/trials': routeFor(['policy:write'], async (request, { sub: by }) => {
      const trial = await startTrial(parsedBody(request, trialRequest), by, deps);
      return { status: 202, body: await viewOf(trial) };
    }),
    'GET /v1/trials/{id}': routeFor(['policy:write'], async (request) => ({
      status: 200,
      body: await viewOf(await trialOf(request)),
    })),
    'GET /v1/trials/{id}/picture': routeFor(['policy:write'], async (request) =>
      pictureAnswer(await trialOf(request), deps),
    ),
  };
}
