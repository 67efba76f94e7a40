import * as z from 'zod';
import {
  deliveriesAnswer,
  deliveryCountsAnswer,
  deliveryState,
  deliveryView,
  receiverName,
  rulingRequest,
} from '../api.ts';
import type { Operations } from './operation.ts';

/** An empty value is the same as none. */
const any = z.literal('');
const deliveryId = z.object({ id: z.string() });

/** Deliveries to the receivers. */
export const deliveryOperations = {
  'GET /v1/deliveries': {
    summary:
      'Deliveries and whether they were acknowledged. A list by state is eventually consistent; one without a state is consistent',
    scope: 'deliveries:write',
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
        'A page of deliveries. It may have few or none without being the last; the last page has no `next`',
    },
  },
  'GET /v1/deliveries/counts': {
    summary:
      'Deliveries that are not settled, by receiver and state, and whether each receiver answers; eventually consistent',
    scope: 'deliveries:write',
    answer: {
      status: 200,
      schema: deliveryCountsAnswer,
      description: 'Counts; lower bounds of states in `cut`',
    },
  },
  'POST /v1/deliveries/{id}/retry': {
    summary: 'Tries a delivery again',
    scope: 'deliveries:write',
    params: deliveryId,
    answer: { status: 202, schema: deliveryView, description: 'It is pending again' },
    refusals: [409],
  },
  'POST /v1/deliveries/{id}/release': {
    summary: 'A second officer releases a pending suspension',
    scope: 'review:write',
    params: deliveryId,
    body: rulingRequest,
    answer: { status: 200, schema: deliveryView, description: 'The suspension is in force' },
    refusals: [409],
  },
  'POST /v1/deliveries/{id}/refusal': {
    summary: 'A second officer refuses a pending suspension',
    scope: 'review:write',
    params: deliveryId,
    body: rulingRequest,
    answer: {
      status: 200,
      schema: z.union([deliveryView, z.strictObject({ id: z.string(), state: z.literal('refused') })]),
      description: 'The suspension is refused; an earlier one that still runs is shown',
    },
    refusals: [409],
  },
  'POST /v1/receivers/{receiver}/reconciliation': {
    summary: 'Compares what a receiver has with the files, and corrects the differences',
    scope: 'deliveries:write',
    params: z.object({ receiver: receiverName }),
    answer: {
      status: 202,
      schema: z.strictObject({ receiver: receiverName }),
      description: 'The comparison is queued',
    },
  },
} as const satisfies Operations;
