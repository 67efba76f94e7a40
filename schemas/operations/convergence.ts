import * as z from 'zod';
import { reasonRequest, receiverName } from '../api.ts';
import { convergenceAnswer, convergenceView, differencesAnswer, differenceView } from '../convergence.ts';
import { id, type Operations } from './operation.ts';

/** Whether receivers have what the files say. */
export const convergenceOperations = {
  'GET /v1/convergence': {
    summary: 'The last comparison of the files with what the receivers have: equal, in flight, or different',
    scope: 'deliveries:write',
    answer: {
      status: 200,
      schema: convergenceAnswer,
      description:
        'The comparison that is under way, the last one with its first differences, and earlier ones',
    },
  },
  'GET /v1/receivers/{receiver}/reconciliation': {
    summary: 'The last comparison of one receiver with the files, and its first differences',
    scope: 'deliveries:write',
    params: z.object({ receiver: receiverName }),
    answer: {
      status: 200,
      schema: convergenceAnswer,
      description: 'As `GET /v1/convergence`, of one receiver',
    },
  },
  'POST /v1/convergence': {
    summary: 'Compares the files with what the receivers have. It changes nothing',
    scope: 'deliveries:write',
    answer: { status: 202, schema: convergenceView, description: 'The comparison has begun' },
    refusals: [409],
  },
  'GET /v1/convergence/{id}/differences': {
    summary: 'The differences that a comparison found',
    scope: 'deliveries:write',
    params: id,
    query: z.object({ receiver: receiverName.or(z.literal('')).optional(), after: z.string().optional() }),
    answer: { status: 200, schema: differencesAnswer, description: 'A page; the last one has no `next`' },
    refusals: [404],
  },
  'POST /v1/convergence/differences/{id}/repair': {
    summary:
      "Repairs a difference: delivers the file's present state, or removes a record that belongs to no file. The removal of a suspension needs a second officer",
    scope: 'deliveries:write',
    params: id,
    body: reasonRequest,
    answer: { status: 202, schema: differenceView, description: 'The decision is kept, and carried out' },
    refusals: [403, 404, 409, 503],
  },
} as const satisfies Operations;
