import * as z from 'zod';
import { traceAnswer, traceQuery, traceSearching } from '../trace.ts';
import type { Operations } from './operation.ts';

/** From what a receiver holds back to where it came from. */
export const traceOperations: Operations = {
  'POST /v1/traces': {
    summary:
      'What a receiver holds, traced back to sheet, decisions, file and row; or `searched` and `after`, to be asked again with, while an id of an older release is looked for',
    scope: 'operations:write',
    body: traceQuery,
    answer: { status: 200, schema: z.union([traceAnswer, traceSearching]), description: 'The trace' },
    refusals: [404],
  },
};
