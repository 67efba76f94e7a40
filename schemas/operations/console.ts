import * as z from 'zod';
import type { Operations } from './operation.ts';

/** What the issuer of tokens adds to the address when it sends a person back (OIDC, code flow). */
const signInAnswer = z.object({
  code: z.string().optional(),
  state: z.string().optional(),
  iss: z.string().optional(),
  session_state: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

/** The officers' screens. Their data needs a token. */
export const consoleOperations = {
  'GET /console': {
    summary: 'The console: the screens of the officers, in Chinese; the issuer sends them back here',
    query: signInAnswer,
    answer: { status: 200, types: ['text/html'], description: 'The page' },
  },
  'GET /console/{asset}': {
    summary: 'A script or style of the console, named by its content',
    params: z.object({ asset: z.string() }),
    answer: { status: 200, types: ['text/javascript', 'text/css'], description: 'The script or style' },
    refusals: [404],
  },
} as const satisfies Operations;
