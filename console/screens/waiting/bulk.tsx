import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../api/operation-types.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Reason } from '../../parts/field.tsx';
import { Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import { sourceNames } from '../../words/sources.ts';
import { timeText } from '../../words/times.ts';
import { waitingTitle } from '../../words/waiting.ts';
import type { Group } from './groups.tsx';
import type { Item } from './item-list.tsx';

const itemsMost = 100;

type Result = AnswerOf<'POST /v1/quarantine/decisions'>['results'][number];

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
  const ids = items.slice(0, itemsMost).map(({ id }) => id);
  const { source, reason: waitingFor } = group;
  const bulk = useMutation({
    mutationFn: () =>
      api.call('POST /v1/quarantine/decisions', {
        body: { source, waitingFor, act: 'dismissal', reason: reason.trim(), ids },
      }),
    onSuccess: ({ results }) => {
      // What somebody else decided is gone from the list, too; it is named below.
      onDone(results.filter(isGone).map(({ id }) => id));
      if (results.every(({ outcome }) => outcome === 'decided')) close();
      return client.invalidateQueries({ queryKey: ['GET /v1/quarantine/counts'] });
    },
  });
  const close = (): void => {
    ask(false);
    setReason('');
    bulk.reset();
  };
  if (group.kind !== 'row' || (items.length < 2 && !isAsked)) return null;
  return (
    <>
      <button type="button" className="button small" onClick={() => ask(true)}>
        成批办理
      </button>
      <Confirm
        open={isAsked}
        title={`不予采纳 ${countText(ids.length)} 行`}
        act={bulk.isPending ? '正在办理…' : `不予采纳 ${countText(ids.length)} 行`}
        isDanger
        isDisabled={!reason.trim() || bulk.isPending || ids.length === 0}
        onConfirm={() => bulk.mutate()}
        onClose={() => !bulk.isPending && close()}
      >
        <div className="stack">
          <p>
            {sourceNames[source]}，“{waitingTitle(waitingFor)}”，最早的 {countText(ids.length)} 行
            {group.waiting > ids.length && `（共 ${countText(group.waiting)} 行）`}
            ：全部不采纳，在答复文件中注明理由。此后仍可逐行撤销；解除惩戒的，须由第二人确认。
          </p>
          <Reason value={reason} onChange={setReason} />
          <Refusal error={bulk.error} />
          {bulk.data && <Outcome results={bulk.data.results} />}
        </div>
      </Confirm>
    </>
  );
}

const isGone = ({ outcome, decidedBefore }: Result): boolean =>
  outcome === 'decided' || decidedBefore !== undefined;

/** How many were decided, and of each other one why not. */
function Outcome({ results }: { results: readonly Result[] }) {
  const of = (outcome: Result['outcome']) => results.filter((one) => one.outcome === outcome);
  const [proposed, left] = [of('proposed').length, of('not-reached').length];
  const refused = of('refused');
  if (proposed + left + refused.length === 0) return null;
  return (
    <div className={`notice ${refused.length > 0 ? 'bad' : 'note'}`} role="alert">
      <p>
        {countText(of('decided').length)} 行已办理
        {proposed > 0 && `，${countText(proposed)} 行待第二人确认`}
        {left > 0 && `，${countText(left)} 行尚未处理，请再次提交`}
        {refused.length > 0 && `，${countText(refused.length)} 行没有办理：`}
      </p>
      <ul className="plain">
        {refused.map(({ id, problem, decidedBefore }) => (
          <li key={id}>
            第 {id.split('.')[1]} 行：
            {decidedBefore
              ? `${decidedBefore.by} 已于 ${timeText(decidedBefore.at)} 办理`
              : problem?.explanation}
          </li>
        ))}
      </ul>
    </div>
  );
}
