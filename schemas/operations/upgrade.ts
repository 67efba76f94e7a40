import { reasonRequest } from '../api.ts';
import { upgradeView } from '../upgrade.ts';
import type { Operations } from './operation.ts';

/** What earlier releases stored. */
export const upgradeOperations = {
  'POST /v1/upgrade': {
    summary: 'Stores what earlier releases stored in the region as this release does. No file changes',
    scope: 'system:write',
    body: reasonRequest,
    answer: { status: 202, schema: upgradeView, description: 'The upgrade has begun' },
    refusals: [409],
  },
  'GET /v1/upgrade': {
    summary: 'The progress of the last upgrade',
    scope: 'system:write',
    answer: { status: 200, schema: upgradeView, description: 'The upgrade' },
  },
} as const satisfies Operations;
