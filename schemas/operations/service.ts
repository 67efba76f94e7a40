import * as z from 'zod';
import type { Operations } from './operation.ts';

/** The service itself. */
export const serviceOperations = {
  'GET /': {
    summary: 'What this is, and what is open to everybody: a page in Chinese',
    answer: { status: 200, types: ['text/html'], description: 'The page' },
  },
  'GET /openapi.json': {
    summary: 'This contract',
    answer: { status: 200, schema: z.looseObject({ openapi: z.string() }), description: 'OpenAPI 3.1' },
  },
  'GET /health': {
    summary: 'Liveness',
    answer: { status: 200, schema: z.strictObject({ status: z.literal('ok') }), description: 'It runs' },
  },
} as const satisfies Operations;
