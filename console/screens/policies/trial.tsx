import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { CallFailure } from '../../api/failure.ts';
import type { AnswerOf } from '../../api/operation-types.ts';
import { useAnswer } from '../../api/queries.ts';
import { Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { categoryName } from '../../words/codes.ts';
import { countText } from '../../words/numbers.ts';

type TrialView = AnswerOf<'GET /v1/trials/{id}'>;
type Report = NonNullable<TrialView['report']>;

/** What a value would move in the files of this year, before it is proposed. */
export function Trial({ name, value, cycle }: { name: string; value: string; cycle: number }) {
  const { api } = usePlace();
  const [id, setId] = useState<string>();
  const start = useMutation({
    mutationFn: () => api.call('POST /v1/trials', { body: { cycle, policy: { [name]: value } } }),
    onSuccess: (begun) => setId(begun.id),
  });
  const movesNoScore = start.error instanceof CallFailure && start.error.status === 400;
  return (
    <div className="stack">
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={start.isPending || id !== undefined}
          onClick={() => start.mutate()}
        >
          先以 {cycle} 年度的档案试算
        </button>
        <span className="muted">试算不公布任何结果，也不须复核。</span>
      </div>
      {movesNoScore ? (
        <div className="notice note" role="status">
          这一取值不能单独试算：它不影响得分，或者超出允许范围。提出后对全部档案试算，结果在复核前显示。
        </div>
      ) : (
        <Refusal error={start.error} />
      )}
      {id && <Result id={id} />}
    </div>
  );
}

const pause = 1_500;

function Result({ id }: { id: string }) {
  const [isDone, setDone] = useState(false);
  const { data, error } = useAnswer(
    'GET /v1/trials/{id}',
    { params: { id } },
    { refetchInterval: isDone ? false : pause },
  );
  if (data && data.phase !== 'collect' && data.phase !== 'rehearse' && !isDone) setDone(true);
  if (error) return <Refusal error={error} />;
  if (!data || !isDone || !data.report)
    return (
      <p role="status" className="muted">
        正在试算：已处理 {countText(data?.progress.subjects ?? 0)} 个主体。
      </p>
    );
  return <Moves report={data.report} />;
}

/** `pharmacy/5401/B/C` and the like: where a subject's grade changes. */
const movesOf = ({ movesFromInForce, movesFromInterim }: Report) =>
  Object.entries(Object.keys(movesFromInForce).length > 0 ? movesFromInForce : movesFromInterim).flatMap(
    ([key, count]) => {
      const parts = key.split('/');
      const [from = '', to = ''] = parts.slice(-2);
      return from === to ? [] : [{ key, category: parts[0] ?? '', from, to, count }];
    },
  );

function Moves({ report }: { report: Report }) {
  const moves = movesOf(report);
  return (
    <div className="notice note" role="status">
      试算完成：{countText(report.subjects)} 个主体
      {moves.length === 0 ? '，没有等级变动。' : '，等级变动：'}
      {moves.map(({ key, category, from, to, count }) => (
        <span key={key} className="nowrap">
          {categoryName(category)} {from}→{to} {countText(count)} 个；
        </span>
      ))}
      {report.problems > 0 && `有 ${countText(report.problems)} 个主体未能试算。`}
    </div>
  );
}
