import * as z from 'zod';
import { receiptCountsAnswer, receiptsAnswer, sourceCountsAnswer } from '../insight.ts';
import type { Operations } from './operation.ts';

const day = z.string().meta({ format: 'date' }).optional();
/** Days in Asia/Shanghai, both included; by default the last 31. */
const period = z.object({ from: day, to: day });

/** What was done, as JSON or CSV. */
export const insightOperations = {
  'GET /v1/receipts': {
    summary:
      'Queries of an agency: when, for which case and for how many subjects, never which. Oldest first',
    scope: 'audit:read',
    query: period.extend({
      agency: z.string().min(1),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(1000).optional(),
    }),
    answer: { status: 200, schema: receiptsAnswer, isTableToo: true, description: 'Disclosures made' },
  },
  'GET /v1/receipts/counts': {
    summary: 'Number of queries of each agency, by purpose and day; eventually consistent',
    scope: 'audit:read',
    query: period,
    answer: { status: 200, schema: receiptCountsAnswer, isTableToo: true, description: 'Counts' },
  },
  'GET /v1/statistics/sources': {
    summary: 'Ended runs with the outcome of their rows, by source and the day they began',
    scope: 'audit:read',
    query: period,
    answer: { status: 200, schema: sourceCountsAnswer, isTableToo: true, description: 'Counts' },
  },
} as const satisfies Operations;
