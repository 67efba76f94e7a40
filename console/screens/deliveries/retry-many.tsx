import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { TextField } from '../../parts/field.tsx';
import { Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import {
  type DeliveryState,
  deliveryStateNames,
  type Receiver,
  receiverNames,
} from '../../words/receivers.ts';
import { type Retried, retryAll, waitingSince } from './retry-all.ts';

/** Beijing time of a form field, `2026-11-30T19:42`, as an instant. */
const instantOf = (local: string): string | undefined =>
  local ? new Date(`${local}:00+08:00`).toISOString() : undefined;

/** Another try for all of a state, or for those that have waited since a time: counted first, then asked once. */
export function RetryMany({ receiver, state }: { receiver: Receiver | ''; state: DeliveryState }) {
  const { api } = usePlace();
  const client = useQueryClient();
  const stop = useRef<AbortController>(undefined);
  const [since, setSince] = useState('');
  const [ids, setIds] = useState<readonly string[]>();
  const [retried, setRetried] = useState<Retried>();
  const count = useMutation({
    mutationFn: () => waitingSince(api, { receiver, state, since: instantOf(since) }),
    onSuccess: (found) => {
      retry.reset();
      setRetried(undefined);
      setIds(found);
    },
  });
  const retry = useMutation({
    mutationFn: (chosen: readonly string[]) => {
      stop.current = new AbortController();
      return retryAll(api, chosen, { signal: stop.current.signal, onProgress: setRetried });
    },
    onSettled: () => client.invalidateQueries(),
  });
  const total = ids?.length ?? 0;
  return (
    <>
      <TextField label="等待自（北京时间，可不填）" type="datetime-local" value={since} onChange={setSince} />
      <button
        type="button"
        className="button"
        disabled={count.isPending || retry.isPending}
        onClick={() => count.mutate()}
      >
        {count.isPending ? '正在计数…' : '全部重新推送'}
      </button>
      {retry.isPending && (
        <button type="button" className="button" onClick={() => stop.current?.abort()}>
          停止
        </button>
      )}
      <Refusal error={count.error} />
      {retried && (
        <div className="notice note" role="status">
          已安排 {countText(retried.done)} 件
          {retried.settled > 0 && `，${countText(retried.settled)} 件已由接收方确认`}
          {retried.failed > 0 && `，${countText(retried.failed)} 件未能安排，请重试`}
          {retry.isPending && `，共 ${countText(total)} 件`}。
        </div>
      )}
      <Confirm
        open={ids !== undefined && !retry.isPending && !retry.isSuccess}
        title={total === 0 ? '没有符合条件的推送' : `重新推送 ${countText(total)} 件`}
        act="重新推送"
        isDisabled={total === 0}
        onConfirm={() => ids && retry.mutate(ids)}
        onClose={() => setIds(undefined)}
      >
        {receiver === '' ? '两个接收方' : receiverNames[receiver]}“{deliveryStateNames[state]}”
        {since && `、自 ${since.replace('T', ' ')} 起等待`}
        的推送逐件再试一次，推送档案的现状。接收方没有恢复的，会再次停止。
      </Confirm>
    </>
  );
}
