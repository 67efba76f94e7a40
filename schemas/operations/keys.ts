import { reasonRequest } from '../api.ts';
import { rotationView } from '../keys.ts';
import type { Operations } from './operation.ts';

/** The data key that seals names, numbers and words. */
export const keyOperations: Operations = {
  'POST /v1/keys/rotation': {
    summary:
      'Makes a new data key, with which everything is sealed from now on, and what was sealed before anew',
    scope: 'operations:write',
    body: reasonRequest,
    answer: { status: 202, schema: rotationView, description: 'The key is made' },
    refusals: [409],
  },
  'GET /v1/keys/rotation': {
    summary: 'Which data key seals, and how far the last rotation is',
    scope: 'operations:write',
    answer: { status: 200, schema: rotationView, description: 'The rotation' },
  },
};
