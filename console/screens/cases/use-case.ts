import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../../api/call.ts';
import { useAnswer } from '../../api/queries.ts';
import type { DecidedBy } from '../../parts/conflict.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { type Objection, type Repair, verdictNames } from '../../words/cases.ts';

/** Opening a case is recorded, so that it is not read again by itself. */
const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

export const useObjection = (id: string) => useAnswer('GET /v1/objections/{id}', { params: { id } }, once);
export const useRepair = (id: string) => useAnswer('GET /v1/repairs/{id}', { params: { id } }, once);

/** What a decision would change, as long as one waits for it. */
export const useRepairEffect = (id: string, isAsked: boolean) =>
  useAnswer('GET /v1/repairs/{id}/effect', { params: { id } }, { ...once, enabled: isAsked });

/** An act on a case. Afterwards the case and the list are read again. */
export function useAct<Asked>(
  act: (api: Api, asked: Asked) => Promise<Objection | Repair>,
  onDone?: () => void,
) {
  const { api } = usePlace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: Asked) => act(api, asked),
    onSuccess: (one) => {
      const route = 'contests' in one ? 'GET /v1/objections/{id}' : 'GET /v1/repairs/{id}';
      client.setQueryData([route, { params: { id: one.id } }], one);
      onDone?.();
      void client.invalidateQueries({ queryKey: ['GET /v1/deadlines'] });
      void client.invalidateQueries({ queryKey: ['GET /v1/reviews'] });
    },
  });
}

export async function lastOfObjection(api: Api, id: string): Promise<DecidedBy | undefined> {
  const { decision, proposal } = await api.call('GET /v1/objections/{id}', { params: { id } });
  return decidedBy(decision ?? proposal);
}

export async function lastOfRepair(api: Api, id: string): Promise<DecidedBy | undefined> {
  const { decision, proposal, refusalObjection, extension } = await api.call('GET /v1/repairs/{id}', {
    params: { id },
  });
  const last = refusalObjection?.ruling ?? refusalObjection?.proposal ?? decision ?? proposal;
  return last ? decidedBy(last) : extension && { by: extension.by, at: extension.at, what: '延长办理期限' };
}

const decidedBy = (
  said: { by: string; at: string; verdict: keyof typeof verdictNames } | undefined,
): DecidedBy | undefined => said && { by: said.by, at: said.at, what: verdictNames[said.verdict] };
