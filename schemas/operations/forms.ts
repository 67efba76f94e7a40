import * as z from 'zod';
import { formNames } from '../forms.ts';
import type { Operations } from './operation.ts';

/** Forms for everybody to print and fill in. */
export const formOperations = {
  'GET /v1/forms/{form}': {
    summary:
      'An empty form as PDF: `objection` (annex 1), `repair` (annex 3), `repair-guide` (how to repair); the same bytes each time',
    params: z.object({ form: z.enum(formNames) }),
    answer: { status: 200, types: ['application/pdf'], description: 'The form' },
    refusals: [404],
  },
} as const satisfies Operations;
