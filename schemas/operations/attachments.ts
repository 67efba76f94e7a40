import * as z from 'zod';
import { attachmentKept, attachmentTypes } from '../attachments.ts';
import type { Operations } from './operation.ts';

/** Evidence for casework (证据材料). */
export const attachmentOperations = {
  'PUT /v1/attachments/{attachment}': {
    summary:
      'Uploads a piece of evidence of up to 4 MiB under a file name; the content must match the name and content-type. The same bytes again give the same attachmentId',
    scope: 'casework:write',
    servesDivisions: true,
    params: z.object({ attachment: z.string().max(200).meta({ description: 'A file name' }) }),
    body: 'file',
    fileTypes: Object.keys(attachmentTypes),
    answer: { status: 201, schema: attachmentKept, description: 'The attachment is stored' },
    refusals: [415],
  },
  'GET /v1/attachments/{attachment}': {
    summary: 'A piece of evidence as it was uploaded; the access is recorded as a disclosure',
    scope: 'casework:write',
    servesDivisions: true,
    params: z.object({ attachment: z.string().meta({ description: 'An attachmentId' }) }),
    answer: {
      status: 200,
      types: Object.keys(attachmentTypes),
      headers: { 'receipt-id': 'The receipt of this disclosure' },
      description: 'The file',
    },
  },
} as const satisfies Operations;
