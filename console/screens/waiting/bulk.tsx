import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CallFailure } from '../../api/failure.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Reason } from '../../parts/field.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import { sourceNames } from '../../words/sources.ts';
import { waitingTitle } from '../../words/waiting.ts';
import type { Group } from './groups.tsx';
import type { Item } from './item-list.tsx';

const itemsMost = 100;

interface Outcome {
  readonly decided: readonly string[];
  readonly failed: readonly CallFailure[];
}

/** Dismisses up to a hundred rows of one reason, after one question that says how many and what happens. */
export function Bulk({
  group,
  items,
  onDone,
}: {
  group: Group;
  items: readonly Item[];
  onDone(ids: readonly string[]): void;
}) {
  const { api } = usePlace();
  const client = useQueryClient();
  const [isAsked, ask] = useState(false);
  const [reason, setReason] = useState('');
  const [at, setAt] = useState(0);
  const ids = items.slice(0, itemsMost).map(({ id }) => id);
  const bulk = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      const decided: string[] = [];
      const failed: CallFailure[] = [];
      // One after the other: a row that is refused stops no other, and the connection that breaks stops all.
      for (const id of ids) {
        try {
          await api.call('POST /v1/quarantine/{id}/dismissal', {
            params: { id },
            body: { reason: reason.trim() },
          });
          decided.push(id);
        } catch (error) {
          if (!(error instanceof CallFailure)) throw error;
          failed.push(error);
          if (error.status === 0 || error.status === 401) break;
        }
        setAt(decided.length + failed.length);
      }
      return { decided, failed };
    },
    onSuccess: ({ decided, failed }) => {
      onDone(decided);
      if (failed.length === 0) close();
      return client.invalidateQueries({ queryKey: ['GET /v1/quarantine/counts'] });
    },
  });
  const close = (): void => {
    ask(false);
    setReason('');
    setAt(0);
    bulk.reset();
  };
  if (group.kind !== 'row' || items.length < 2) return null;
  return (
    <>
      <button type="button" className="button small" onClick={() => ask(true)}>
        成批办理
      </button>
      <Confirm
        open={isAsked}
        title={`不予采纳 ${countText(ids.length)} 行`}
        act={bulk.isPending ? `正在办理 ${at} / ${ids.length}` : `不予采纳 ${countText(ids.length)} 行`}
        isDanger
        isDisabled={!reason.trim() || bulk.isPending}
        onConfirm={() => bulk.mutate()}
        onClose={() => !bulk.isPending && close()}
      >
        <div className="stack">
          <p>
            {sourceNames[group.source]}，“{waitingTitle(group.reason)}”，最早的 {countText(ids.length)} 行
            {group.waiting > ids.length && `（共 ${countText(group.waiting)} 行）`}
            ：全部不采纳，在答复文件中注明理由。此后仍可逐行撤销；解除惩戒的，须由第二人确认。
          </p>
          <Reason value={reason} onChange={setReason} />
          {bulk.data && bulk.data.failed.length > 0 && (
            <div className="notice bad" role="alert">
              {countText(bulk.data.decided.length)} 行已办理，{countText(bulk.data.failed.length)}{' '}
              行没有办理：
              {bulk.data.failed[0]?.explanation}
            </div>
          )}
        </div>
      </Confirm>
    </>
  );
}
