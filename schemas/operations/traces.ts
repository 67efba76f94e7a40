import * as z from 'zod';
import { traceAnswer, traceQuery, traceSearching } from '../trace.ts';
import type { Operations } from './operation.ts';

/** From a record of a receiver back to its sources. */
export const traceOperations = {
  'POST /v1/traces': {
    summary:
      'Traces a record of a receiver back to sheet, decisions, file and row. While an id of an older release is searched, the answer is `searched` and `after`: ask again with `after`',
    scope: 'audit:read',
    body: traceQuery,
    answer: { status: 200, schema: z.union([traceAnswer, traceSearching]), description: 'The trace' },
    refusals: [404],
  },
} as const satisfies Operations;
