import * as z from 'zod';
import { prefecture } from '../api.ts';
import { disclosuresAnswer, publicRepairsAnswer } from '../disclosures.ts';
import type { Operations } from './operation.ts';

/** Public information. */
export const disclosureOperations = {
  'GET /v1/disclosures': {
    summary: 'Institutions at E within three years that are not repaired, of the region or a prefecture',
    query: z.object({ prefecture: prefecture.optional() }),
    answer: { status: 200, schema: disclosuresAnswer, description: 'Disclosures, the latest first' },
  },
  'GET /v1/repairs/public': {
    summary: 'Repairs in public notice (Art. 31), of the region or a prefecture; persons are masked',
    query: z.object({ prefecture: prefecture.optional() }),
    answer: { status: 200, schema: publicRepairsAnswer, description: 'Repairs, the first to end first' },
  },
} as const satisfies Operations;
