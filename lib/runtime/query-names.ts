import { Problem } from './problem.ts';

/**
 * The query parameters of each route, as in the contract (`schemas/operations/`; a test compares). A route that is not here
 * takes none. It stands apart from the contract because functions do not contain its schemas.
 */
export const queryNames: Readonly<Record<string, readonly string[]>> = {
  'GET /console': ['code', 'state', 'iss', 'session_state', 'error', 'error_description'],
  'GET /v1/calendar/{year}': ['division'],
  'GET /v1/convergence/{id}/differences': ['receiver', 'after'],
  'GET /v1/deadlines': ['before', 'after', 'limit'],
  'GET /v1/cycles/{year}/statistics': ['of'],
  'GET /v1/cycles/{year}/missing-values': ['after'],
  'GET /v1/cycles/{year}/results': ['prefecture', 'category', 'after'],
  'GET /v1/deliveries': ['receiver', 'state', 'after', 'limit'],
  'GET /v1/disclosures': ['prefecture'],
  'GET /v1/repairs/public': ['prefecture'],
  'GET /v1/feeds/{source}/template': ['format', 'template'],
  'GET /v1/feeds/runs': ['source', 'status', 'after'],
  'GET /v1/feeds/runs/{runId}/findings': ['after'],
  'GET /v1/feeds/runs/{runId}/answer': ['after'],
  'GET /v1/receipts': ['from', 'to', 'agency', 'after', 'limit'],
  'GET /v1/receipts/counts': ['from', 'to'],
  'GET /v1/statistics/sources': ['from', 'to'],
  'GET /v1/grades/changes': ['after', 'limit'],
  'GET /v1/ledger': ['after'],
  'GET /v1/quarantine': ['kind', 'source', 'reason', 'after', 'limit'],
  'GET /v1/unmatched': ['source', 'after', 'limit'],
};

/**
 * A parameter that a route does not take is refused: a misspelt `after` would begin from the first entry again.
 * @throws Problem 400 `unknown-parameter`
 */
export function refuseUnknown(route: string, query: Readonly<Record<string, string>>): void {
  const known = Object.hasOwn(queryNames, route) ? (queryNames[route] ?? []) : [];
  const strange = Object.keys(query).filter((name) => !known.includes(name));
  if (strange.length === 0) return;
  const taken = known.length > 0 ? `It takes ${known.join(', ')}.` : 'It takes none.';
  throw new Problem(
    400,
    'unknown-parameter',
    `This address has no parameter ${strange.map((name) => name.slice(0, 50)).join(', ')}. ${taken}`,
  );
}
