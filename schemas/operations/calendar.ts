import * as z from 'zod';
import { calendarAnswer, noticeAnswer, noticeRequest } from '../calendar.ts';
import type { Operations } from './operation.ts';

const year = z.object({ year: z.string().regex(/^\d{4}$/) });

/** Working days. */
export const calendarOperations = {
  'GET /v1/calendar/{year}': {
    summary: 'Days off and make-up working days of a year, and whether its arrangement is known',
    scope: 'casework:write',
    servesDivisions: true,
    orScope: 'policy:write',
    params: year,
    query: z.object({ division: z.string().optional() }),
    answer: { status: 200, schema: calendarAnswer, description: 'The year' },
  },
  'POST /v1/calendar/{year}': {
    summary: 'Adds a notice of days off; recalculates every open deadline and lists what changed',
    scope: 'policy:write',
    params: year,
    body: noticeRequest,
    answer: { status: 200, schema: noticeAnswer, description: 'What changed' },
    refusals: [409],
  },
} as const satisfies Operations;
