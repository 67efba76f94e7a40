import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf, InputOf } from '../../api/operation-types.ts';
import { usePlace } from '../../session/session-context.tsx';

export type Detail = AnswerOf<'GET /v1/quarantine/{id}'>;
export type Correction = InputOf<'POST /v1/quarantine/{id}/correction'>['body'];
type Decided = AnswerOf<'POST /v1/quarantine/{id}/correction'>;

/** What an officer does with an item. */
export type Act =
  | { readonly kind: 'correction'; readonly id: string; readonly body: Correction }
  | { readonly kind: 'dismissal' | 'undo'; readonly id: string; readonly reason: string };

/** A decision of this sitting, for the list from which it can be taken back. */
export interface Done {
  readonly number: number;
  readonly act: Act;
  /** It waits for a second officer: nothing happened yet. */
  readonly isProposed: boolean;
  /** The corrected row waits for another reason now. */
  readonly waitsAgain?: string | undefined;
}

/** An item on its page, and what its officer does there. */
export interface ItemPageProps {
  readonly id: string;
  readonly keysOn: boolean;
  readonly isBusy: boolean;
  readonly error: Error | null;
  onAct(act: Act): void;
  onStep(by: number): void;
}

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
