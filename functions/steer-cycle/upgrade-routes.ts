import { parsedBody, type Routes, routeFor } from '../../lib/runtime/http-handler.ts';
import { reasonRequest } from '../../schemas/api.ts';
import type { SteerCycleDeps } from './steer-cycle.ts';
import { showUpgrade, startUpgrade } from './upgrade.ts';

/** The upgrade of what earlier releases stored in the region. */
export const upgradeRoutes = (deps: SteerCycleDeps): Routes => ({
  'POST /v1/upgrade': routeFor(['system:write'], async (request, { sub: by }) => {
    const { reason } = parsedBody(request, reasonRequest);
    return { status: 202, body: await startUpgrade({ by, reason }, deps) };
  }),
  'GET /v1/upgrade': routeFor(['system:write'], async () => ({ status: 200, body: await showUpgrade(deps) })),
});
