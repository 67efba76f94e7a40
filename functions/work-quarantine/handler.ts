import { createHints } from '../../lib/application/deliveries/hints.ts';
import { intakePorts } from '../../lib/application/wiring/intake-ports.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import {
  callerIn,
  callerWith,
  type HttpRequest,
  httpHandler,
  parsedBody,
  type Routes,
} from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import type { Scope } from '../../lib/shared/scope.ts';
import { createReceiptStore } from '../../lib/store/receipt-store.ts';
import { mendingRequest, moveRequest, redoRequest } from '../../schemas/api.ts';
import { itemRoutes } from './item-routes.ts';
import { countWaiting, listUnmatched, listWaiting } from './list-waiting.ts';
import { orderMove } from './order-casework.ts';
import { orderMending } from './order-mending.ts';
import type { QuarantineDeps } from './quarantine-deps.ts';
import { filterOf } from './waiting-filter.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const deps = {
    ...stores,
    runtime,
    records: openQueue(runtime, 'RECORDS_QUEUE_URL'),
    vault: await openVaultOf(runtime, stores),
    receipts: createReceiptStore(stores.table),
  };
  return httpHandler(runtime, { ...listRoutes(deps), ...itemRoutes(deps), ...orderRoutes(deps) });
};

const officer = (request: HttpRequest, scope: Scope = 'quarantine:write'): string =>
  callerWith(request, scope).sub;

/** What waits for an officer. */
const listRoutes = (deps: QuarantineDeps): Routes => ({
  'GET /v1/quarantine': async (request) => {
    const { division: area } = callerIn(request, 'quarantine:write');
    return { status: 200, body: await listWaiting({ ...filterOf(request), area }, deps) };
  },
  'GET /v1/quarantine/counts': async (request) => {
    officer(request);
    return { status: 200, body: await countWaiting(deps) };
  },
  'GET /v1/unmatched': async (request) => {
    const { division: area } = callerIn(request, 'quarantine:write');
    return { status: 200, body: await listUnmatched({ ...filterOf(request), area }, deps) };
  },
});

/** Work that an officer orders and a queue message carries out. */
const orderRoutes = (deps: QuarantineDeps): Routes => ({
  'POST /v1/quarantine/redo': async (request) => {
    const by = officer(request);
    const { source, reason } = parsedBody(request, redoRequest);
    await deps.records.send([JSON.stringify({ redo: { source, reason, by } })]);
    return { status: 202, body: { source, reason } };
  },
  'POST /v1/codes/mending': async (request) => {
    const by = officer(request, 'casework:write');
    const ports = intakePorts(deps.runtime, deps, createHints(deps.runtime));
    const { code } = parsedBody(request, mendingRequest);
    return { status: 202, body: await orderMending(code as PartyKey, by, { ...deps, ports }) };
  },
  'POST /v1/records/move': async (request) => {
    const by = officer(request, 'casework:write');
    const ports = intakePorts(deps.runtime, deps, createHints(deps.runtime));
    return { status: 202, body: await orderMove(parsedBody(request, moveRequest), by, { ...deps, ports }) };
  },
});

export const handler = lambda('work-quarantine', createHandler);
