import { reviewsAnswer } from '../reviews.ts';
import type { Operations } from './operation.ts';

/** What waits for a second person. */
export const reviewOperations = {
  'GET /v1/reviews': {
    summary:
      'All that waits for a second officer: about whom, what it does, why, who proposed it, until when',
    scope: 'review:write',
    answer: { status: 200, schema: reviewsAnswer, description: 'What waits' },
  },
} as const satisfies Operations;
