import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePlace } from '../../session/session-context.tsx';
import { type Counts, countedBy, type GroupOf } from './counted.ts';
import type { Act, Decided, Done } from './item.ts';

const doneMost = 20;

/** Where the counts of all groups are kept. */
const countsKey = ['GET /v1/quarantine/counts', {}] as const;

/** Decides items of a group, and keeps the last decisions in sight. */
export function useDecisions(group: GroupOf, onDecided: (act: Act) => void) {
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
      if (!isProposed)
        client.setQueryData<Counts>(
          countsKey,
          (known) => known && countedBy(known, group, act.kind === 'undo' ? 1 : -1),
        );
    },
  });
  return { decide, done };
}
