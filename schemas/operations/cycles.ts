import * as z from 'zod';
import { prefecture, reasonRequest } from '../api.ts';
import {
  cyclesAnswer,
  cycleView,
  missingValuesAnswer,
  releaseRequest,
  resultsAnswer,
  statisticsAnswer,
} from '../cycles.ts';
import { trialRequest } from '../indicator-table.ts';
import { id, type Operations } from './operation.ts';

const trialView = cycleView.extend({ id: z.string() });
const year = z.object({ year: z.string().regex(/^\d{4}$/) });
const picture = { status: 200, types: ['image/svg+xml'], description: 'The picture' };
const view = (status: number, description: string) => ({ status, schema: cycleView, description });

/** The annual evaluation of a cycle. */
export const cycleOperations = {
  'GET /v1/cycles': {
    summary: 'Cycles with an evaluation, newest first',
    scope: 'cycles:write',
    servesDivisions: true,
    orScope: 'review:write',
    answer: { status: 200, schema: cyclesAnswer, description: 'Cycles' },
  },
  'GET /v1/cycles/{year}': {
    summary: 'The annual evaluation: its progress, and its rehearsal in numbers',
    scope: 'cycles:write',
    servesDivisions: true,
    orScope: 'review:write',
    params: year,
    answer: view(200, 'The evaluation'),
  },
  'GET /v1/cycles/{year}/picture': {
    summary: 'The rehearsal as a picture (SVG): grades by category and prefecture, and grade changes',
    scope: 'cycles:write',
    servesDivisions: true,
    orScope: 'review:write',
    params: year,
    answer: picture,
    refusals: [409],
  },
  'GET /v1/cycles/{year}/statistics': {
    summary:
      'Subjects by category, prefecture and grade, and by indicator; as CSV by grade, or with ?of=indicators',
    scope: 'cycles:write',
    servesDivisions: true,
    orScope: 'review:write',
    params: year,
    query: z.object({ of: z.enum(['grades', 'indicators']).optional() }),
    answer: { status: 200, schema: statisticsAnswer, description: 'Statistics', isTableToo: true },
    refusals: [409],
  },
  'GET /v1/cycles/{year}/missing-values': {
    summary: 'Institutions and indicators without a measured value, page by page',
    scope: 'cycles:write',
    servesDivisions: true,
    orScope: 'review:write',
    params: year,
    query: z.object({ after: z.string().optional() }),
    answer: { status: 200, schema: missingValuesAnswer, description: 'Missing values', isTableToo: true },
  },
  'GET /v1/cycles/{year}/results': {
    summary:
      'Published results of the region, or of a prefecture and category, after corrections, page by page',
    scope: 'cycles:write',
    servesDivisions: true,
    orScope: 'review:write',
    params: year,
    query: z.object({
      prefecture: prefecture.optional(),
      category: z.string().optional(),
      after: z.string().optional(),
    }),
    answer: { status: 200, schema: resultsAnswer, description: 'Results', isTableToo: true },
  },
  'POST /v1/cycles/{year}/evaluation': {
    summary: 'Rehearses the annual evaluation of a year that is over; nothing is published',
    scope: 'cycles:write',
    params: year,
    answer: view(202, 'The rehearsal has begun'),
    refusals: [409],
  },
  'POST /v1/cycles/{year}/release': {
    summary:
      'A second person releases the rehearsed results for publication: of a prefecture, or all that are left',
    scope: 'review:write',
    servesDivisions: true,
    params: year,
    body: releaseRequest,
    answer: view(202, 'The publication has begun'),
    refusals: [409],
  },
  'POST /v1/cycles/{year}/abandonment': {
    summary: 'Abandons a rehearsal; only its figures are kept',
    scope: 'cycles:write',
    params: year,
    body: reasonRequest,
    answer: view(200, 'The rehearsal is abandoned'),
    refusals: [409],
  },
  'POST /v1/trials': {
    summary:
      'Tries a new version of a table, or values of policy parameters, over all files; nothing is published',
    scope: 'policy:write',
    body: trialRequest,
    answer: { status: 202, schema: trialView, description: 'The trial has begun' },
    refusals: [409],
  },
  'GET /v1/trials/{id}': {
    summary: 'A trial: its progress, and what changes against the tables in force',
    scope: 'policy:write',
    params: id,
    answer: { status: 200, schema: trialView, description: 'The trial' },
  },
  'GET /v1/trials/{id}/picture': {
    summary: 'A trial as a picture (SVG)',
    scope: 'policy:write',
    params: id,
    answer: picture,
    refusals: [409],
  },
} as const satisfies Operations;
