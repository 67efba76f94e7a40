import { createHints } from '../../lib/application/deliveries/hints.ts';
import { createRunDivision } from '../../lib/application/quarantine/run-division.ts';
import { intakePorts } from '../../lib/application/wiring/intake-ports.ts';
import type { GoneEntry } from '../../lib/feeds/list.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { callerIn, type HttpRequest, type RouteHandler } from '../../lib/runtime/http-handler.ts';
import { liesIn } from '../../lib/shared/division.ts';
import type { Scope } from '../../lib/shared/scope.ts';
import { receiptsOf } from '../../lib/store/receipt-store.ts';
import { parseItemId, unknownItem } from './item-id.ts';
import type { DecisionDeps, QuarantineDeps } from './quarantine-deps.ts';

/** A request about an item, by the officer `by`. */
export interface ItemCall {
  readonly request: HttpRequest;
  readonly by: string;
  readonly area?: string | undefined;
  readonly deps: DecisionDeps;
}

/** What a route does with an item of each kind. */
export interface ItemWork {
  row(row: QuarantinedRow, call: ItemCall): Promise<unknown>;
  removal(gone: GoneEntry, call: ItemCall): Promise<unknown>;
}

/** Finds the item of a request by its kind. Hints (queue messages) for the receivers are sent after a decision. */
export const createItemRoute =
  (deps: QuarantineDeps, scope: Scope = 'quarantine:write') =>
  (work: ItemWork): RouteHandler =>
  async (request) => {
    const caller = callerIn(request, scope);
    const hints = createHints(deps.runtime);
    const ports = intakePorts(deps.runtime, deps, hints);
    const body = await workOn(work, {
      area: caller.division,
      request,
      by: caller.sub,
      deps: { ...deps, receipts: receiptsOf(caller, deps.receipts), ports },
    });
    await hints.flush();
    return { status: 200, body };
  };

async function workOn(work: ItemWork, call: ItemCall): Promise<unknown> {
  const id = parseItemId(call.request.params['id'] ?? '');
  const { quarantine, lists } = call.deps;
  if (id.kind === 'row') {
    const row = await quarantine.read(id.runId, id.row);
    if (row && liesIn(row.division, call.area)) return work.row(row, call);
  } else {
    const gone = await lists.readGone(id.list, id.entry);
    const divisionOf = createRunDivision(call.deps.runs);
    if (gone && liesIn(await divisionOf(gone.runId), call.area)) return work.removal(gone, call);
  }
  throw unknownItem();
}
