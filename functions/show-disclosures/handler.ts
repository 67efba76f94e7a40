import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { releasedPolicy } from '../../lib/application/wiring/released-policy.ts';
import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { type ShowDisclosuresDeps, showDisclosures } from './show-disclosures.ts';
import { showPublicRepairs } from './show-public-repairs.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const known: ShowDisclosuresDeps['known'] = new Map();
  return httpHandler(runtime, {
    'GET /v1/disclosures': async ({ query }) => {
      const today = dayOf(runtime.clock());
      const deps = {
        folders: stores.folders,
        vault,
        today,
        scorer: scoreCase,
        policy: policyOf(runtime, releasedPolicy(runtime)),
        known,
      };
      const disclosures = await showDisclosures(query['prefecture'], deps);
      return { status: 200, body: { disclosures } };
    },
    'GET /v1/repairs/public': async ({ query }) => {
      const { folders, waiting } = stores;
      const deps = { folders, waiting, vault, clock: runtime.clock };
      return { status: 200, body: { repairs: await showPublicRepairs(query['prefecture'], deps) } };
    },
  });
};

export const handler = lambda('show-disclosures', createHandler);
