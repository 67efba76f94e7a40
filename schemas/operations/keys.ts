import { reasonRequest } from '../api.ts';
import { rotationView } from '../keys.ts';
import type { Operations } from './operation.ts';

/** The data key that seals names, numbers and words. */
export const keyOperations = {
  'POST /v1/keys/rotation': {
    summary:
      'Makes a new data key for everything that is sealed from now on, and seals again what older keys sealed',
    scope: 'system:write',
    body: reasonRequest,
    answer: { status: 202, schema: rotationView, description: 'The key is made' },
    refusals: [409],
  },
  'GET /v1/keys/rotation': {
    summary: 'The data key in use, and the progress of the last rotation',
    scope: 'system:write',
    answer: { status: 200, schema: rotationView, description: 'The rotation' },
  },
} as const satisfies Operations;
