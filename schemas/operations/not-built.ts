import { id, notBuilt, type Operations } from './operation.ts';

/** Parts of the contract that are not built: they answer 501. */
export const missingOperations: Operations = {
  'GET /v1/grades/changes': notBuilt('Grade changes in order', 'grades:read'),
  'POST /v1/objections': notBuilt('Files an objection (Art. 19)', 'casework:write'),
  'POST /v1/objections/{id}/decision': {
    ...notBuilt('Decides an objection (Art. 20)', 'casework:write'),
    params: id,
  },
  'POST /v1/repairs': notBuilt('Applies for repair (Art. 27)', 'casework:write'),
  'POST /v1/repairs/{id}/decision': { ...notBuilt('Decides a repair', 'casework:write'), params: id },
  'POST /v1/repairs/{id}/extension': { ...notBuilt('Extends a repair', 'casework:write'), params: id },
  'GET /v1/repairs/{id}/notice': { ...notBuilt('The notice of a repair', 'casework:write'), params: id },
};
