import { id, notBuilt, type Operations } from './operation.ts';

/** Parts of the contract that are not built: they answer 501. */
export const missingOperations: Operations = {
  'GET /v1/repairs/{id}/notice': { ...notBuilt('The notice of a repair', 'casework:write'), params: id },
};
