import { createHints } from '../../lib/application/deliveries/hints.ts';
import { projectionPorts } from '../../lib/application/wiring/intake-ports.ts';
import type { Stores } from '../../lib/application/wiring/stores.ts';
import {
  callerWith,
  type HttpAnswer,
  type HttpRequest,
  type RouteHandler,
} from '../../lib/runtime/http-handler.ts';
import type { CaseRouteDeps } from './case-deps.ts';

type Work = (request: HttpRequest, by: string, deps: CaseRouteDeps) => Promise<HttpAnswer>;
export type OfficerRoute = (work: Work) => RouteHandler;

/** An action of an officer with the casework scope. Hints (queue messages) for the receivers are sent afterwards. */
export const createOfficerRoute =
  (deps: Stores & Omit<CaseRouteDeps, 'ports'>): OfficerRoute =>
  (work) =>
  async (request) => {
    const { agency } = callerWith(request, 'casework:write');
    const hints = createHints(deps.runtime);
    const ports = projectionPorts(deps.runtime, deps, hints);
    const answer = await work(request, agency, { ...deps, ports });
    await hints.flush();
    return answer;
  };
