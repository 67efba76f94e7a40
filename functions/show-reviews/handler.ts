import { openStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import { callerWith, httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { actReviews } from './act-reviews.ts';
import { caseReviews } from './case-reviews.ts';
import { evaluationReviews } from './evaluation-reviews.ts';
import { findingReviews } from './finding-reviews.ts';
import { recordReviews } from './record-reviews.ts';
import type { Found, ReviewDeps } from './review.ts';
import { suspensionReviews } from './suspension-reviews.ts';

const lists = [suspensionReviews, caseReviews, findingReviews, actReviews, evaluationReviews, recordReviews];

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openStores(runtime);
  const deps: ReviewDeps = { ...stores, runtime, vault: await openVaultOf(runtime, stores) };
  return httpHandler(runtime, {
    'GET /v1/reviews': async (request) => {
      callerWith(request, 'review:write');
      const found: readonly Found[] = await Promise.all(lists.map((list) => list(deps)));
      const reviews = found.flatMap((part) => part.reviews);
      return { status: 200, body: { reviews, isCut: found.some(({ isCut }) => isCut) } };
    },
  });
};

export const handler = lambda('show-reviews', createHandler);
