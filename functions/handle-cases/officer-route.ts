import { caseIdIn } from '../../lib/application/cases/subject-in-area.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { projectionPorts } from '../../lib/application/wiring/intake-ports.ts';
import type { Stores } from '../../lib/application/wiring/stores.ts';
import {
  callerIn,
  type HttpAnswer,
  type HttpRequest,
  type RouteHandler,
} from '../../lib/runtime/http-handler.ts';
import type { OfficerStore } from '../../lib/store/officer-store.ts';
import { receiptsOf } from '../../lib/store/receipt-store.ts';
import type { CaseRouteDeps } from './case-deps.ts';

type Work = (request: HttpRequest, by: string, deps: CaseRouteDeps) => Promise<HttpAnswer>;
export type OfficerRoute = (work: Work) => RouteHandler;

/** An action of an officer with the casework scope. Hints (queue messages) for the receivers are sent afterwards. */
export const createOfficerRoute =
  (deps: Stores & Omit<CaseRouteDeps, 'ports'> & { readonly officers: OfficerStore }): OfficerRoute =>
  (work) =>
  async (request) => {
    const caller = callerIn(request, 'casework:write');
    const { division: area } = caller;
    const id = await caseIdIn(request.params['id'], { ...deps, area });
    if (caller.name) await deps.officers.note(caller.sub, caller.name);
    const hints = createHints(deps.runtime);
    const ports = projectionPorts(deps.runtime, deps, hints);
    const answer = await work({ ...request, params: { ...request.params, id } }, caller.sub, {
      ...deps,
      receipts: receiptsOf(caller, deps.receipts),
      ports,
      area,
    });
    await hints.flush();
    return answer;
  };
