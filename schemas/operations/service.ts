import * as z from 'zod';
import type { Operations } from './operation.ts';

/** The service itself. */
export const serviceOperations: Operations = {
  'GET /openapi.json': {
    summary: 'This contract',
    answer: { status: 200, schema: z.looseObject({ openapi: z.string() }), description: 'OpenAPI 3.1' },
  },
  'GET /health': {
    summary: 'Liveness',
    answer: { status: 200, schema: z.strictObject({ status: z.literal('ok') }), description: 'It runs' },
  },
};
