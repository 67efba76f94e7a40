import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Reason } from '../../parts/field.tsx';
import { Key } from '../../parts/small.tsx';
import { Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import type { Detail } from './item.ts';
import { useKeys } from './keys.ts';

/** The reason that was given last, offered for the next row. In memory, for this sitting. */
let lastReason = '';

/** Where the item of an id is kept. */
export const itemKey = (id: string) => ['GET /v1/quarantine/{id}', { params: { id } }] as const;

/** Shows names and numbers for a reason, which is kept with the receipt. */
export function Reveal({ detail, keysOn }: { detail: Detail; keysOn: boolean }) {
  const { api } = usePlace();
  const client = useQueryClient();
  const [isAsked, ask] = useState(false);
  const [reason, setReason] = useState(lastReason);
  const reveal = useMutation({
    mutationFn: () =>
      api.call('POST /v1/quarantine/{id}/reveal', {
        params: { id: detail.id },
        body: { reason: reason.trim() },
      }),
    onSuccess: (whole) => {
      lastReason = reason.trim();
      client.setQueryData(itemKey(detail.id), whole);
    },
  });
  useKeys(keysOn && detail.isMasked === true, { v: () => ask(true) });
  if (!detail.isMasked) return <p className="muted">姓名和号码已显示，理由随回执留存。</p>;
  if (!isAsked)
    return (
      <button type="button" className="button small" onClick={() => ask(true)}>
        显示姓名和号码 <Key>V</Key>
      </button>
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) reveal.mutate();
      }}
    >
      <Reason
        label="显示姓名和号码的理由（必填，随回执留存）"
        value={reason}
        onChange={setReason}
        isFocused
      />
      <Refusal error={reveal.error} />
      <div className="row end">
        <button type="button" className="button" onClick={() => ask(false)}>
          取消
        </button>
        <button type="submit" className="button main-act" disabled={!reason.trim() || reveal.isPending}>
          显示
        </button>
      </div>
    </form>
  );
}
