import * as z from 'zod';
import { gradedCategories } from '../../lib/shared/category.ts';
import { alarmsAnswer } from '../alarms.ts';
import { meAnswer } from '../api.ts';
import { tableAnswer, tablesAnswer } from '../indicator-table.ts';
import { readyAnswer } from '../readiness.ts';
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
  'GET /ready': {
    summary: 'Readiness: whether all that work depends on answers, and which receivers do not',
    answer: {
      status: 200,
      schema: readyAnswer,
      description: 'It works; `degraded`: deliveries to a receiver wait. 503 with `checks`: it is not ready',
    },
    refusals: [503],
  },
  'GET /v1/me': {
    summary: 'Who the token is, for whom it acts, and what it may do',
    scope: 'any',
    answer: { status: 200, schema: meAnswer, description: 'The claims of the token' },
  },
  'GET /v1/alarms': {
    summary: 'Which alarms ring, since when, and the heading of the runbook of each',
    scope: 'any',
    answer: { status: 200, schema: alarmsAnswer, description: 'What rings; an empty list when nothing does' },
    refusals: [503],
  },
  'GET /v1/tables': {
    summary: 'Every version of every indicator table, without its rows',
    scope: 'grades:read',
    orScope: 'policy:write',
    answer: { status: 200, schema: tablesAnswer, description: 'The tables, oldest version first' },
  },
  'GET /v1/tables/{category}': {
    summary: 'The indicator tables of a category with their rows, as data',
    scope: 'grades:read',
    orScope: 'policy:write',
    params: z.object({ category: z.enum(gradedCategories) }),
    answer: { status: 200, schema: tableAnswer, description: 'Its versions, oldest first' },
  },
} as const satisfies Operations;
