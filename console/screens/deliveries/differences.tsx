import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../api/operation-types.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Reason } from '../../parts/field.tsx';
import { Panel, Tag, type Tone } from '../../parts/small.tsx';
import { Failure, Loading, Refusal } from '../../parts/state.tsx';
import { type Column, More, Table } from '../../parts/table.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { categoryName } from '../../words/codes.ts';
import { countText } from '../../words/numbers.ts';
import { fieldName, receiverNames, repairStateNames } from '../../words/receivers.ts';
import { timeText } from '../../words/times.ts';

type Convergence = AnswerOf<'GET /v1/convergence'>;
type Difference = Convergence['differences'][number];
type Decision = NonNullable<Difference['decision']>;

/** What differs, one by one: why, and what was decided about it. */
export function Differences({ of: { last, differences } }: { of: Convergence }) {
  const [decided, decide] = useState<Difference>();
  const total = last?.receivers.reduce((sum, { different }) => sum + different, 0) ?? 0;
  const unlisted = last?.receivers.reduce((sum, one) => sum + one.unlisted, 0) ?? 0;
  const [isWhole, showWhole] = useState(false);
  return (
    <Panel
      title="差异"
      isBare
      aside={
        <span className="muted">
          {countText(total)} 件{unlisted > 0 && `，其中 ${countText(unlisted)} 件只计数未列出`}
        </span>
      }
    >
      {isWhole && last ? (
        <Whole id={last.id} onDecide={decide} />
      ) : (
        <>
          <DifferenceTable rows={differences} onDecide={decide} none={last ? '没有差异' : '尚未比对'} />
          {total - unlisted > differences.length && (
            <div className="body row no-print">
              <button type="button" className="button" onClick={() => showWhole(true)}>
                列出全部差异
              </button>
            </div>
          )}
        </>
      )}
      {decided && <RepairForm key={decided.id} difference={decided} onClose={() => decide(undefined)} />}
    </Panel>
  );
}

function Whole({ id, onDecide }: { id: string; onDecide(difference: Difference): void }) {
  const { api } = usePlace();
  const query = useInfiniteQuery({
    queryKey: ['GET /v1/convergence/{id}/differences', id],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'GET /v1/convergence/{id}/differences',
        { params: { id }, query: { ...(pageParam && { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  return (
    <>
      <DifferenceTable rows={query.data.pages.flatMap((page) => page.differences)} onDecide={onDecide} />
      <More of={query}>再列一页</More>
    </>
  );
}

const versions = ({ versionHere, versionThere }: Difference): string =>
  [versionHere !== undefined && `档案 ${versionHere}`, versionThere !== undefined && `接收方 ${versionThere}`]
    .filter(Boolean)
    .join('，');

const DifferenceTable = ({
  rows,
  onDecide,
  none = '没有差异',
}: {
  rows: readonly Difference[];
  onDecide(difference: Difference): void;
  none?: string;
}) => {
  const columns: readonly Column<Difference>[] = [
    { title: '接收方', of: ({ receiver }) => receiverNames[receiver], isWhole: true },
    {
      title: '差异',
      of: (one) => (
        <>
          <b>{one.title}</b> {one.fields && <span>（{one.fields.map(fieldName).join('、')}）</span>}
          <br />
          <span className="muted">{one.explanation}</span>
        </>
      ),
    },
    {
      title: '主体类别',
      of: ({ category }) => (category ? categoryName(category) : '无档案'),
      isWhole: true,
    },
    { title: '版本', of: versions, isWhole: true },
    { title: '办理', of: (one) => <Act difference={one} onDecide={onDecide} />, isWhole: true },
  ];
  return (
    <Table columns={columns} rows={rows} keyOf={({ id }) => id} none={none}>
      在途的内容不算差异。
    </Table>
  );
};

const tones: Partial<Record<Decision['state'], Tone>> = {
  delivered: 'good',
  removed: 'good',
  proposed: 'warn',
  pending: 'note',
  refused: 'plain',
  changed: 'bad',
};

const actOf = ({ repair, decision }: Difference): string =>
  decision?.state === 'proposed' ? '同意撤回' : repair === 'delivery' ? '重新推送' : '撤回记录';

function Act({ difference, onDecide }: { difference: Difference; onDecide(difference: Difference): void }) {
  const { decision } = difference;
  const isOwn = usePerson()?.sub === decision?.by;
  const isOpen = !decision || decision.state === 'proposed';
  return (
    <div className="row">
      {decision && (
        <Tag tone={tones[decision.state] ?? 'plain'}>
          {repairStateNames[decision.state]}（{decision.by}，{timeText(decision.at)}）
        </Tag>
      )}
      {isOpen && (
        <button
          type="button"
          className="button small"
          disabled={decision !== undefined && isOwn}
          title={decision && isOwn ? '由本人提出，须由另一人决定' : undefined}
          onClick={() => onDecide(difference)}
        >
          {actOf(difference)}
        </button>
      )}
    </div>
  );
}

function RepairForm({ difference, onClose }: { difference: Difference; onClose(): void }) {
  const { api } = usePlace();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const repair = useMutation({
    mutationFn: () =>
      api.call('POST /v1/convergence/differences/{id}/repair', {
        params: { id: difference.id },
        body: { reason: reason.trim() },
      }),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries();
    },
  });
  const act = actOf(difference);
  return (
    <Confirm
      open
      title={act}
      act={act}
      isDanger={difference.repair === 'removal'}
      isDisabled={reason.trim() === '' || repair.isPending}
      onConfirm={() => repair.mutate()}
      onClose={onClose}
    >
      <div className="stack">
        <p>
          {receiverNames[difference.receiver]}：{difference.title}。{difference.explanation}
        </p>
        <p>{effectOf(difference)}</p>
        <Reason value={reason} onChange={setReason} />
        <Refusal error={repair.error} />
      </div>
    </Confirm>
  );
}

const effectOf = ({ repair, receiver, decision }: Difference): string => {
  if (repair === 'delivery') return '将按档案的现状重新推送，由接收方确认后才算一致。';
  if (receiver === 'directory') return '将请接收方撤回这条不属于任何档案的记录。';
  return decision
    ? '同意后，将请接收方撤回这条不属于任何档案的暂停。'
    : '撤回暂停即解除惩戒：提出后须由另一人决定，才会执行。';
};
