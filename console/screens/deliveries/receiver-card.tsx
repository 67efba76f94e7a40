import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/operation-types.ts';
import { type Share, ShareBar, ShareFigures } from '../../parts/shares.tsx';
import { Panel, Tag, Time, type Tone } from '../../parts/small.tsx';
import { countText } from '../../words/numbers.ts';
import { type DeliveryState, deliveryStateNames, fieldName, receiverNames } from '../../words/receivers.ts';
import { distanceText, timeText } from '../../words/times.ts';

type Convergence = AnswerOf<'GET /v1/convergence'>;
type View = NonNullable<Convergence['last']>;
type Part = View['receivers'][number];
type Answer = AnswerOf<'GET /v1/deliveries/counts'>;
type Counts = Answer['receivers'][number];

/** One receiver: whether it answers, whether it has what the files say, what waits for it. */
export function ReceiverCard({
  counts,
  cut,
  convergence,
}: {
  counts: Counts;
  cut: Answer['cut'];
  convergence: Convergence | undefined;
}) {
  const { receiver } = counts;
  const partOf = (view: View | undefined) => view?.receivers.find((one) => one.receiver === receiver);
  const running = partOf(convergence?.running);
  const last = partOf(convergence?.last);
  return (
    <Panel title={receiverNames[receiver]} aside={<Breaker of={counts.breaker} />}>
      <div className="stack">
        {running && convergence?.running && (
          <Progress of={running} view={convergence.running} before={last} />
        )}
        {last && convergence?.last ? (
          <Compared of={last} view={convergence.last} />
        ) : (
          <p className="muted">还没有比对的结果。</p>
        )}
        <Waiting of={counts} cut={cut} />
      </div>
    </Panel>
  );
}

function Breaker({ of: { state, failures, openUntil } }: { of: Counts['breaker'] }) {
  if (state === 'open')
    return (
      <Tag tone="bad">
        没有应答，已暂停推送
        {openUntil && Date.parse(openUntil) > Date.now() && `，${timeText(openUntil)} 再试`}
      </Tag>
    );
  return failures > 0 ? <Tag tone="warn">最近 {failures} 次没有应答</Tag> : <Tag tone="good">正常应答</Tag>;
}

const sharesOf = ({ equal, inFlight, different }: Part): Share[] => [
  { words: '一致', count: equal, fill: 'var(--good)' },
  { words: '在途', count: inFlight, fill: 'var(--accent)' },
  { words: '不一致', count: different, fill: 'var(--bad)' },
];

function Compared({ of, view }: { of: Part; view: View }) {
  const shares = sharesOf(of);
  return (
    <>
      <ShareFigures
        shares={shares}
        whole={{ words: '核对的主体', count: of.equal + of.inFlight + of.different }}
      />
      <ShareBar shares={shares} total={of.equal + of.inFlight + of.different} />
      <p className="muted">
        <Time at={view.endedAt ?? view.movedAt} /> 比对，读取接收方记录 {countText(of.records)} 条
        {of.oldestInFlight && `；最早一件在途始于 ${distanceText(of.oldestInFlight, new Date())}`}。
        {of.comparedFields.length > 0
          ? `核对内容：${of.comparedFields.map(fieldName).join('、')}。`
          : '接收方只返回版本，只核对了版本。'}
      </p>
      {of.explanation && (
        <div className="notice bad" role="note">
          这个接收方没有读完。{of.explanation}
        </div>
      )}
    </>
  );
}

/** How far a comparison has come, beside what the last one read. */
function Progress({ of, view, before }: { of: Part; view: View; before: Part | undefined }) {
  const seconds = Math.max(1, (Date.parse(view.movedAt) - Date.parse(view.startedAt)) / 1000);
  const read = of.records + of.files;
  const beside = before ? `（上次 ${countText(before.records + before.files)}）` : '';
  return (
    <div className="notice note" role="status">
      {of.state === 'waiting'
        ? '正在比对：等待读取。'
        : `正在比对：已读取接收方记录和档案 ${countText(read)} 件${beside}，每秒约 ${countText(Math.round(read / seconds))} 件。`}
    </div>
  );
}

const tones: Readonly<Record<Exclude<DeliveryState, 'settled'>, Tone>> = {
  'given-up': 'bad',
  pending: 'note',
  held: 'warn',
};

function Waiting({ of: counts, cut }: { of: Counts; cut: Answer['cut'] }) {
  const sizes = { 'given-up': counts.givenUp, pending: counts.pending, held: counts.held };
  const shown = (Object.keys(sizes) as (keyof typeof sizes)[]).filter((state) => sizes[state] > 0);
  if (shown.length === 0) return <p className="muted">没有等待推送的内容。</p>;
  return (
    <ul className="plain stack">
      {shown.map((state) => (
        <li key={state} className="row">
          <Tag tone={tones[state]}>{deliveryStateNames[state]}</Tag>
          <a href={`#/deliveries?receiver=${counts.receiver}&state=${state}`}>
            {cut.includes(state) && '至少 '}
            {countText(sizes[state])} 件
          </a>
          {state === 'pending' && <Since at={counts.oldestPending} />}
        </li>
      ))}
    </ul>
  );
}

const Since = ({ at }: { at: string | undefined }): ReactNode =>
  at && <span className="muted">最早一件始于 {distanceText(at, new Date())}</span>;
