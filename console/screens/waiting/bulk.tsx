import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { Choice, Reason, TextField } from '../../parts/field.tsx';
import { Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import { sourceNames } from '../../words/sources.ts';
import { waitingTitle } from '../../words/waiting.ts';
import { Outcome } from './bulk-outcome.tsx';
import { columnsOf, isGone, itemsMost, itemsOf, waitsAgain } from './bulk-rows.ts';
import type { Group } from './groups.tsx';
import type { Item } from './item-list.tsx';

type Way = 'dismissal' | 'correction';
const wayNames: Readonly<Record<Way, string>> = { dismissal: '不予采纳', correction: '更正为同一内容' };

/** Decides up to a hundred rows of one reason, after one question that says how many and what happens. */
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
  const [way, setWay] = useState<Way>('dismissal');
  const [column, setColumn] = useState('');
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const { source, reason: waitingFor } = group;
  const columns = columnsOf(items, waitingFor);
  const isCorrection = way === 'correction';
  const target = columns.some(([name]) => name === column) ? column : (columns[0]?.[0] ?? '');
  const ids = (isCorrection ? itemsOf(items, waitingFor, target) : items.slice(0, itemsMost)).map(
    ({ id }) => id,
  );
  const bulk = useMutation({
    mutationFn: () =>
      api.call('POST /v1/quarantine/decisions', {
        body: {
          source,
          waitingFor,
          act: way,
          reason: reason.trim(),
          ids,
          ...(isCorrection && { values: { [target]: value } }),
        },
      }),
    onSuccess: ({ results }) => {
      // What somebody else decided is gone from the list, too; it is named below.
      onDone(results.filter((result) => isGone(result, waitingFor)).map(({ id }) => id));
      if (results.every((result) => result.outcome === 'decided' && !waitsAgain(result))) close();
      return client.invalidateQueries({ queryKey: ['GET /v1/quarantine/counts'] });
    },
  });
  const close = (): void => {
    ask(false);
    setReason('');
    setValue('');
    bulk.reset();
  };
  if (group.kind !== 'row' || (items.length < 2 && !isAsked)) return null;
  const title = `${isCorrection ? '更正' : '不予采纳'} ${countText(ids.length)} 行`;
  const isWhole = reason.trim() !== '' && (!isCorrection || value.trim() !== '');
  return (
    <>
      <button type="button" className="button small" onClick={() => ask(true)}>
        成批办理
      </button>
      <Confirm
        open={isAsked}
        title={title}
        act={bulk.isPending ? '正在办理…' : title}
        isDanger={!isCorrection}
        isDisabled={!isWhole || bulk.isPending || ids.length === 0}
        onConfirm={() => bulk.mutate()}
        onClose={() => !bulk.isPending && close()}
      >
        <div className="stack">
          {columns.length > 0 && <Ways chosen={way} onChoose={setWay} />}
          <p>
            {sourceNames[source]}，“{waitingTitle(waitingFor)}”，最早的 {countText(ids.length)} 行
            {group.waiting > ids.length && `（共 ${countText(group.waiting)} 行）`}：
            {isCorrection
              ? `“${target}”一列无论原来写的是什么，都改写为同一内容，逐行重新读取；没有其他问题的，立即记入信用档案。`
              : '全部不采纳，在答复文件中注明理由。此后仍可逐行撤销；解除惩戒的，须由第二人确认。'}
          </p>
          {isCorrection && (
            <>
              <Choice
                label="更正的列（出错的行数）"
                value={target}
                options={columns.map(([name, rows]) => [name, `${name}（${countText(rows)} 行）`] as const)}
                onChange={setColumn}
              />
              <TextField
                label="改写为"
                className="input mono"
                required
                autoComplete="off"
                maxLength={500}
                value={value}
                onChange={setValue}
              />
              {value.trim() !== '' && (
                <p className="notice warn">
                  {countText(ids.length)} 行的“{target}”都将写为“{value}”。
                </p>
              )}
            </>
          )}
          <Reason value={reason} onChange={setReason} />
          <Refusal error={bulk.error} />
          {bulk.data && <Outcome results={bulk.data.results} />}
        </div>
      </Confirm>
    </>
  );
}

const Ways = ({ chosen, onChoose }: { chosen: Way; onChoose(way: Way): void }) => (
  <fieldset className="ways row">
    <legend className="visually-hidden">办理方式</legend>
    {(Object.keys(wayNames) as Way[]).map((way) => (
      <label key={way} className={`button ${way === chosen ? 'chosen' : ''}`}>
        <input type="radio" name="bulk-way" checked={way === chosen} onChange={() => onChoose(way)} />
        {wayNames[way]}
      </label>
    ))}
  </fieldset>
);
