import type { Api } from '../../api/call.ts';
import type { DecidedBy } from '../../parts/conflict.tsx';
import { decisionNames } from './decision-names.ts';

/** Who decided an item last, and how. */
export async function lastDecision(api: Api, id: string): Promise<DecidedBy | undefined> {
  const { decisions = [] } = await api.call('GET /v1/quarantine/{id}', { params: { id } });
  const last = decisions.at(-1);
  return last && { by: last.by, at: last.at, what: decisionNames[last.kind] };
}
