import * as z from 'zod';
import { id, notBuilt, type Operations } from './operation.ts';

/** Parts of the contract that are not built: they answer 501. */
export const missingOperations: Operations = {
  'GET /v1/disclosures': notBuilt('Institutions at E within three years and not repaired'),
  'GET /v1/grades/changes': notBuilt('Grade changes in order', 'grades:read'),
  'GET /v1/repairs/{id}/notice': { ...notBuilt('The notice of a repair', 'casework:write'), params: id },
  'POST /v1/cycles/{year}/evaluation': {
    ...notBuilt('Starts the annual evaluation', 'operations:write'),
    params: z.object({ year: z.string() }),
  },
  'GET /v1/cycles/{year}': {
    ...notBuilt('The annual evaluation', 'operations:write'),
    params: z.object({ year: z.string() }),
  },
};
