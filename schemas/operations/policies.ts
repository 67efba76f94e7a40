import { reasonRequest } from '../api.ts';
import { policiesAnswer, policyChangeView, policyRequest } from '../policies.ts';
import { id, type Operations } from './operation.ts';

const view = (status: number, description: string) => ({ status, schema: policyChangeView, description });

/** Policy parameters, and the legal basis. */
export const policyOperations = {
  'GET /v1/policies': {
    summary:
      'Every policy parameter with its values by date, article and bounds; open proposals; the legal basis',
    scope: 'policy:write',
    orScope: 'review:write',
    answer: { status: 200, schema: policiesAnswer, description: 'Parameters' },
  },
  'POST /v1/policies': {
    summary:
      'Proposes a value of a parameter from a day on; it is rehearsed over all files, and nothing changes',
    scope: 'policy:write',
    body: policyRequest,
    answer: view(202, 'The rehearsal has begun'),
    refusals: [409],
  },
  'GET /v1/policies/{id}': {
    summary: 'A proposed value: what it would change, in numbers and examples, and who released it',
    scope: 'policy:write',
    orScope: 'review:write',
    params: id,
    answer: view(200, 'The proposal'),
    refusals: [404],
  },
  'POST /v1/policies/{id}/release': {
    summary:
      'A second officer puts a rehearsed value in force; all files are projected with it from its first day',
    scope: 'review:write',
    params: id,
    body: reasonRequest,
    answer: view(202, 'It is in force from its day on'),
    refusals: [403, 404, 409],
  },
  'POST /v1/policies/{id}/abandonment': {
    summary: 'Gives up a proposed value that is not released',
    scope: 'policy:write',
    orScope: 'review:write',
    params: id,
    body: reasonRequest,
    answer: view(200, 'It is given up'),
    refusals: [404, 409],
  },
} as const satisfies Operations;
