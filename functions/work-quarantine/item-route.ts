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

/** Work of an officer on items. Hints (queue messages) for the receivers are sent after a decision. */
export const createOfficerRoute =
  (deps: QuarantineDeps, scope: Scope = 'quarantine:write') =>
  (work: (call: ItemCall) => Promise<unknown>): RouteHandler =>
  async (request) => {
    const caller = callerIn(request, scope);
    const hints = createHints(deps.runtime);
    const ports = intakePorts(deps.runtime, deps, hints);
    const body = await work({
      area: caller.division,
      request,
      by: caller.sub,
      deps: { ...deps, receipts: receiptsOf(caller, deps.receipts), ports },
    });
    await hints.flush();
    return { status: 200, body };
  };

/** Work on the item that a request names. */
export const createItemRoute = (deps: QuarantineDeps, scope?: Scope) => {
  const onCall = createOfficerRoute(deps, scope);
  return (work: ItemWork): RouteHandler =>
    onCall(async (call) => {
      const found = await findItem(call.request.params['id'] ?? '', call);
      return 'row' in found ? work.row(found.row, call) : work.removal(found.gone, call);
    });
};

/** An item of each kind. */
export type FoundItem = { readonly row: QuarantinedRow } | { readonly gone: GoneEntry };

/** The item of an id, in the area of the officer. @throws Problem 404 */
export async function findItem(id: string, { area, deps }: ItemCall): Promise<FoundItem> {
  const parsed = parseItemId(id);
  if (parsed.kind === 'row') {
    const row = await deps.quarantine.read(parsed.runId, parsed.row);
    if (row && liesIn(row.division, area)) return { row };
  } else {
    const gone = await deps.lists.readGone(parsed.list, parsed.entry);
    const divisionOf = createRunDivision(deps.runs);
    if (gone && liesIn(await divisionOf(gone.runId), area)) return { gone };
  }
  throw unknownItem();
}
