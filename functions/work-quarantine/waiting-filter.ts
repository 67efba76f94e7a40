import type { HttpRequest } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type Source, sources } from '../../lib/shared/source.ts';
import type { WaitingFilter } from './list-waiting.ts';

const defaultLimit = 50;
const largestLimit = 200;

/** The filter of a list of waiting items. @throws Problem 400 */
export function filterOf({ query }: HttpRequest): WaitingFilter {
  const { source, reason, after, kind = 'row', limit = String(defaultLimit) } = query;
  const isKnown = source === undefined || sources.includes(source as Source);
  if (!isKnown) throw new Problem(400, 'unknown-source', `source must be one of ${sources.join(', ')}.`);
  if (kind !== 'row' && kind !== 'removal')
    throw new Problem(400, 'unknown-kind', 'kind must be row or removal.');
  if (reason && !source) throw new Problem(400, 'source-missing', 'A reason is listed within its source.');
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > largestLimit)
    throw new Problem(400, 'invalid-limit', `limit must be 1 to ${largestLimit}.`);
  const prefix = [source, source && reason].filter(Boolean).join('#');
  if (after !== undefined && (after === '' || !after.startsWith(prefix)))
    throw new Problem(400, 'invalid-cursor', 'after must be the `next` of a page of the same list.');
  return { kind, source: source as Source | undefined, reason, after, limit: Number(limit) };
}
