import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { documentsText } from '../../lib/regulation/legal-documents.ts';
import { httpHandler, parsedBody, routeFor } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { openQueue } from '../../lib/runtime/queues.ts';
import type { Day } from '../../lib/shared/day.ts';
import { createPolicyStore } from '../../lib/store/policy-store.ts';
import { reasonRequest } from '../../schemas/api.ts';
import { type PolicyRequest, policyRequest } from '../../schemas/policies.ts';
import { policyChangeViewOf } from './change-view.ts';
import { abandonChange, knownChange, proposeChange, releaseChange } from './keep-policies.ts';
import { showPolicies } from './show-policies.ts';

/** Shards of the table that are processed in parallel. */
const shards = 16;

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const deps = {
    runtime,
    evaluations: stores.evaluations,
    policies: createPolicyStore(stores.table),
    queue: openQueue(runtime, 'EVALUATIONS_QUEUE_URL'),
    vault: await openVaultOf(runtime, stores),
    settings: policyOf(runtime).book?.settings ?? {},
    shards,
  };
  return httpHandler(runtime, {
    'GET /v1/policies': routeFor(['policy:write', 'review:write'], async () => ({
      status: 200,
      body: await showPolicies(deps),
    })),
    'POST /v1/policies': routeFor(['policy:write'], async (request, { sub: by }) => {
      const { parameter, from, value, reason } = parsedBody(request, policyRequest);
      const change = await proposeChange(
        { name: parameter, from: from as Day, value: valueText(value), reason },
        by,
        deps,
      );
      return { status: 202, body: await policyChangeViewOf(change, deps) };
    }),
    'GET /v1/policies/{id}': routeFor(['policy:write', 'review:write'], async ({ params }) => ({
      status: 200,
      body: await policyChangeViewOf(await knownChange(params['id'] ?? '', deps), deps),
    })),
    'POST /v1/policies/{id}/release': routeFor(['review:write'], async (request, { sub: by }) => {
      const { reason } = parsedBody(request, reasonRequest);
      const change = await releaseChange(request.params['id'] ?? '', { by, reason }, deps);
      return { status: 202, body: await policyChangeViewOf(change, deps) };
    }),
    'POST /v1/policies/{id}/abandonment': routeFor(
      ['policy:write', 'review:write'],
      async (request, { sub: by }) => {
        const { reason } = parsedBody(request, reasonRequest);
        const change = await abandonChange(request.params['id'] ?? '', { by, reason }, deps);
        return { status: 200, body: await policyChangeViewOf(change, deps) };
      },
    ),
  });
};

/** A list is kept as text, like every value. */
const valueText = (value: PolicyRequest['value']): string =>
  typeof value === 'string' ? value : documentsText(value);

export const handler = lambda('keep-policies', createHandler);
