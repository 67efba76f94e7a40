import { createHints } from '../../lib/application/deliveries/hints.ts';
import { projectionPorts } from '../../lib/application/wiring/intake-ports.ts';
import { openStores } from '../../lib/application/wiring/stores.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import { type BreakerState, closed } from '../../lib/delivery/breaker.ts';
import { callerWith, type HttpRequest, httpHandler, parsedBody } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { oneOf } from '../../lib/runtime/one-of.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import { createBreakerStore } from '../../lib/store/breaker-store.ts';
import { createComparisonStore } from '../../lib/store/comparison-store.ts';
import { deliveryState, reasonRequest, receiverName, rulingRequest } from '../../schemas/api.ts';
import { countDeliveries } from './count-deliveries.ts';
import { cursorOf } from './delivery-cursor.ts';
import { type DeliveryFilter, listDeliveries } from './list-deliveries.ts';
import { orderComparison } from './order-comparison.ts';
import { repairDifference } from './repair-difference.ts';
import { retryDelivery } from './retry-delivery.ts';
import { ruleOnSuspension } from './rule-on-suspension.ts';
import { listDifferences, showConvergence } from './show-convergence.ts';

const defaultLimit = 200;
const largestLimit = 1000;

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const stores = openStores(runtime);
  const reconciliations = openQueue(runtime, 'RECONCILIATIONS_QUEUE_URL');
  const comparisons = createComparisonStore(stores.table);
  const breakerOf = async (receiver: Receiver) =>
    (await createBreakerStore<BreakerState>(stores.table, receiver).read()) ?? closed;
  const idOf = ({ params }: HttpRequest): string => params['id'] ?? '';
  const ruling = (verdict: 'released' | 'refused') => async (request: HttpRequest) => {
    const { sub: by } = callerWith(request, 'review:write');
    const { reason } = parsedBody(request, rulingRequest);
    const hints = createHints(runtime);
    const ports = projectionPorts(runtime, stores, hints);
    const body = await ruleOnSuspension(
      idOf(request),
      { verdict, reason, by },
      { runtime, folders: stores.folders, ports },
    );
    await hints.flush();
    return { status: 200, body };
  };
  return httpHandler(runtime, {
    'GET /v1/deliveries': async (request) => {
      callerWith(request, 'deliveries:write');
      return { status: 200, body: await listDeliveries(filterOf(request), stores.folders) };
    },
    'GET /v1/deliveries/counts': async (request) => {
      callerWith(request, 'deliveries:write');
      return { status: 200, body: await countDeliveries({ folders: stores.folders, breakerOf }) };
    },
    'POST /v1/deliveries/{id}/retry': async (request) => {
      callerWith(request, 'deliveries:write');
      const hints = createHints(runtime);
      const body = await retryDelivery(idOf(request), { runtime, folders: stores.folders, hints });
      await hints.flush();
      return { status: 202, body };
    },
    'POST /v1/deliveries/{id}/release': ruling('released'),
    'POST /v1/deliveries/{id}/refusal': ruling('refused'),
    'POST /v1/receivers/{receiver}/reconciliation': async (request) => {
      callerWith(request, 'deliveries:write');
      const receiver = oneOf('receiver', request.params['receiver'], receiverName.options);
      await reconciliations.send([JSON.stringify({ receiver })]);
      return { status: 202, body: { receiver } };
    },
    'GET /v1/receivers/{receiver}/reconciliation': async (request) => {
      callerWith(request, 'deliveries:write');
      const receiver = oneOf('receiver', request.params['receiver'], receiverName.options);
      return { status: 200, body: await showConvergence(comparisons, receiver) };
    },
    'GET /v1/convergence': async (request) => {
      callerWith(request, 'deliveries:write');
      return { status: 200, body: await showConvergence(comparisons) };
    },
    'POST /v1/convergence': async (request) => {
      const { sub: by } = callerWith(request, 'deliveries:write');
      const body = await orderComparison(by, { runtime, comparisons, queue: reconciliations });
      return { status: 202, body };
    },
    'GET /v1/convergence/{id}/differences': async (request) => {
      callerWith(request, 'deliveries:write');
      const { receiver, after } = request.query;
      const filter = {
        receiver: receiver ? oneOf('receiver', receiver, receiverName.options) : undefined,
        after,
      };
      return { status: 200, body: await listDifferences(idOf(request), filter, comparisons) };
    },
    'POST /v1/convergence/differences/{id}/repair': async (request) => {
      const { sub: by } = callerWith(request, 'deliveries:write');
      const { reason } = parsedBody(request, reasonRequest);
      const hints = createHints(runtime);
      const { folders } = stores;
      const deps = { runtime, comparisons, folders, hints, queue: reconciliations };
      const body = await repairDifference(idOf(request), { by, reason }, deps);
      await hints.flush();
      return { status: 202, body };
    },
  });
};

function filterOf({ query }: HttpRequest): DeliveryFilter {
  const { receiver, limit = String(defaultLimit), after: text } = query;
  const state = query['state'] ? oneOf('state', query['state'], deliveryState.options) : undefined;
  if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > largestLimit)
    throw new Problem(400, 'invalid-limit', `limit must be 1 to ${largestLimit}.`);
  const after = text === undefined ? undefined : cursorOf(text, state);
  if (text !== undefined && !after)
    throw new Problem(400, 'invalid-cursor', 'after must be the `next` of a page of the same list.');
  return {
    receiver: receiver ? oneOf('receiver', receiver, receiverName.options) : undefined,
    state,
    after,
    limit: Number(limit),
  };
}

export const handler = lambda('steer-deliveries', createHandler);
