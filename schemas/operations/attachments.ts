import * as z from 'zod';
import { attachmentKept, attachmentTypes } from '../attachments.ts';
import type { Operations } from './operation.ts';

/** Evidence for casework (证据材料). */
export const attachmentOperations: Operations = {
  'PUT /v1/attachments/{attachment}': {
    summary:
      'Hands over a piece of evidence of up to 4 MiB under a file name; its content must be what name and content-type say. The same bytes again are the same attachment',
    scope: 'casework:write',
    params: z.object({ attachment: z.string().max(200).meta({ description: 'A file name' }) }),
    body: 'file',
    fileTypes: Object.keys(attachmentTypes),
    answer: { status: 201, schema: attachmentKept, description: 'It is kept' },
    refusals: [415],
  },
  'GET /v1/attachments/{attachment}': {
    summary: 'A piece of evidence as it was handed over; kept as a disclosure',
    scope: 'casework:write',
    params: z.object({ attachment: z.string().meta({ description: 'An attachmentId' }) }),
    answer: {
      status: 200,
      types: Object.keys(attachmentTypes),
      headers: { 'receipt-id': 'The disclosure that this is' },
      description: 'The file',
    },
  },
};
