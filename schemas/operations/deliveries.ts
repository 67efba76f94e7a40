import * as z from 'zod';
import { deliveriesAnswer, deliveryState, deliveryView, receiverName, rulingRequest } from '../api.ts';
import type { Operations } from './operation.ts';

/** Left empty it is as if it were left out. */
const any = z.literal('');
const deliveryId = z.object({ id: z.string() });

/** What receivers are told. */
export const deliveryOperations: Operations = {
  'GET /v1/deliveries': {
    summary:
      'What was pushed, and whether it was acknowledged; a list by state may be a moment behind, one without is not',
    scope: 'operations:write',
    query: z.object({
      receiver: receiverName.or(any).optional(),
      state: deliveryState.or(any).optional(),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(1000).optional(),
    }),
    answer: {
      status: 200,
      schema: deliveriesAnswer,
      description:
        'A page of deliveries, of few or none where many were passed over; the list ends where there is no `next`',
    },
  },
  'POST /v1/deliveries/{id}/retry': {
    summary: 'Tries a delivery again',
    scope: 'operations:write',
    params: deliveryId,
    answer: { status: 202, schema: deliveryView, description: 'It is pending again' },
    refusals: [409],
  },
  'POST /v1/deliveries/{id}/release': {
    summary: 'A second officer releases a held suspension',
    scope: 'operations:write',
    params: deliveryId,
    body: rulingRequest,
    answer: { status: 200, schema: deliveryView, description: 'The suspension is in force' },
    refusals: [409],
  },
  'POST /v1/deliveries/{id}/refusal': {
    summary: 'A second officer refuses a held suspension',
    scope: 'operations:write',
    params: deliveryId,
    body: rulingRequest,
    answer: {
      status: 200,
      schema: z.union([deliveryView, z.strictObject({ id: z.string(), state: z.literal('refused') })]),
      description: 'There is no suspension; an earlier one is shown where there is one',
    },
    refusals: [409],
  },
  'POST /v1/receivers/{receiver}/reconciliation': {
    summary: 'Compares what a receiver holds with the files, and mends the difference',
    scope: 'operations:write',
    params: z.object({ receiver: receiverName }),
    answer: {
      status: 202,
      schema: z.strictObject({ receiver: receiverName }),
      description: 'The comparison has been ordered',
    },
  },
};
