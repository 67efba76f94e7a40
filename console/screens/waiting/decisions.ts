import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePlace } from '../../session/session-context.tsx';
import type { Act, Decided, Done } from './item.ts';

const doneMost = 20;

/** Decides items, and keeps the last decisions in sight. */
export function useDecisions(onDecided: (act: Act) => void) {
  const { api } = usePlace();
  const client = useQueryClient();
  const [done, setDone] = useState<readonly Done[]>([]);
  const decide = useMutation({
    mutationFn: (act: Act): Promise<Decided> => {
      const params = { id: act.id };
      if (act.kind === 'correction')
        return api.call('POST /v1/quarantine/{id}/correction', { params, body: act.body });
      const body = { reason: act.reason };
      return act.kind === 'undo'
        ? api.call('POST /v1/quarantine/{id}/undo', { params, body })
        : api.call('POST /v1/quarantine/{id}/dismissal', { params, body });
    },
    onSuccess: (answer, act) => {
      const isProposed = (answer.proposals ?? []).some(({ kind }) => kind === act.kind || kind === 'removal');
      const waitsAgain =
        !isProposed && act.kind === 'correction' && answer.state === 'waiting' ? answer.reason : undefined;
      setDone((before) =>
        [{ number: (before[0]?.number ?? 0) + 1, act, isProposed, waitsAgain }, ...before].slice(0, doneMost),
      );
      onDecided(act);
      void client.invalidateQueries({ queryKey: ['GET /v1/quarantine/counts'] });
    },
  });
  return { decide, done };
}
