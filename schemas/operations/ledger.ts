import * as z from 'zod';
import { changesAnswer } from '../ledger.ts';
import type { Operations } from './operation.ts';

/** What was sent to the directory, in order. */
export const ledgerOperations = {
  'GET /v1/grades/changes': {
    summary: 'Grade changes in order and complete; a repetition has the same changeId',
    scope: 'grades:read',
    servesDivisions: true,
    query: z.object({
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(1000).optional(),
    }),
    answer: { status: 200, schema: changesAnswer, description: 'Changes after the cursor' },
  },
  'GET /v1/ledger': {
    summary: 'The ledger as lines of JSON: batches after a number, and their anchors',
    scope: 'audit:read',
    query: z.object({ after: z.coerce.number().int().min(0).optional() }),
    answer: {
      status: 200,
      types: ['application/x-ndjson'],
      headers: { 'next-after': 'The value of `after` for the next request' },
      description: 'Lines of JSON',
    },
  },
} as const satisfies Operations;
