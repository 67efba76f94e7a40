import * as z from 'zod';
import type { ZodOpenApiPathItemObject } from 'zod-openapi';
import {
  replayRequest,
  secretAnswer,
  subscriberEvent,
  subscriptionRequest,
  subscriptionStateRequest,
  subscriptionsAnswer,
  subscriptionView,
} from '../subscriptions.ts';
import { id, type Operations } from './operation.ts';

const own = { scope: 'grades:read', servesDivisions: true } as const;
const ownOrOperator = { ...own, orScope: 'deliveries:write' } as const;
const view = (status: number, description: string) => ({ status, schema: subscriptionView, description });

/** Grade changes pushed to agencies (Standard Webhooks). */
export const subscriptionOperations = {
  'POST /v1/subscriptions': {
    summary:
      'Pushes grade changes to an address of the agency from now on, or from a cursor of the change feed',
    ...own,
    body: subscriptionRequest,
    answer: {
      status: 201,
      schema: secretAnswer,
      description: 'The subscription, and its secret for the only time',
    },
    refusals: [409],
  },
  'GET /v1/subscriptions': {
    summary: "The agency's subscriptions; with `deliveries:write` of the region, those of all agencies",
    ...ownOrOperator,
    answer: { status: 200, schema: subscriptionsAnswer, description: 'Subscriptions that are not ended' },
  },
  'GET /v1/subscriptions/{id}': {
    summary: 'A subscription: its state, what was acknowledged, and why attempts fail',
    ...ownOrOperator,
    params: id,
    answer: view(200, 'The subscription'),
    refusals: [404],
  },
  'POST /v1/subscriptions/{id}/state': {
    summary:
      'Enables, pauses, disables or ends a subscription. Enabled, it goes on behind what was acknowledged',
    ...ownOrOperator,
    params: id,
    body: subscriptionStateRequest,
    answer: view(200, 'It is in that state'),
    refusals: [404, 409],
  },
  'POST /v1/subscriptions/{id}/secret': {
    summary: 'A new secret; the one before signs beside it for a day',
    ...own,
    params: id,
    answer: { status: 200, schema: secretAnswer, description: 'The new secret, for the only time' },
    refusals: [404, 409],
  },
  'POST /v1/subscriptions/{id}/replay': {
    summary: 'Sends every change after a cursor again, each event with the id that it had',
    ...own,
    params: id,
    body: replayRequest,
    answer: view(202, 'It goes on behind that cursor'),
    refusals: [404, 409],
  },
  'POST /v1/subscriptions/{id}/test': {
    summary: 'Sends a test event once; the subscription says what came of it',
    ...own,
    params: id,
    answer: view(202, 'The test event waits to be sent'),
    refusals: [404, 409],
  },
} as const satisfies Operations;

/** What the connector sends to the address of a subscription. */
export const subscriberWebhook: ZodOpenApiPathItemObject = {
  post: {
    operationId: 'takeGradeChanges',
    tags: ['subscriptions'],
    // The signature says who sends it.
    security: [],
    summary: 'Grade changes in the order of the change feed, or a test event; signed (Standard Webhooks)',
    requestParams: {
      header: z.object({
        'webhook-id': z.string().describe('Equal for each repetition of an event'),
        'webhook-timestamp': z.string().describe('Seconds since 1970 of this attempt'),
        'webhook-signature': z
          .string()
          .describe(
            'v1, and HMAC-SHA256 of id.timestamp.body in base64; one for each secret, blank-separated',
          ),
      }),
    },
    requestBody: { content: { 'application/json': { schema: subscriberEvent } } },
    responses: {
      '200': { description: 'Any status of 200 to 299: the event is taken' },
      '410': { description: 'The address is gone: the subscription is disabled' },
    },
  },
};
