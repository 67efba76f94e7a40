import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { useFilters } from '../../parts/address.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Choice, Reason } from '../../parts/field.tsx';
import { Head, Panel, Tag, Time } from '../../parts/small.tsx';
import { Empty, Loaded, Refusal } from '../../parts/state.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { categoryName, reviewKindNames } from '../../words/codes.ts';
import { countText } from '../../words/numbers.ts';
import { distanceText } from '../../words/times.ts';
import { effectText } from './effects.ts';
import { PageOfKind } from './page-of-kind.tsx';
import { obstacleOf, pageOf, placeOf, type Review, rule, type Verdict } from './rulings.ts';

const kindOptions = [['', '全部种类'], ...Object.entries(reviewKindNames)] as [Review['kind'] | '', string][];

/** All that waits for a second officer: who proposed it, on what ground, until when. The earliest end stands first. */
export function Reviews() {
  const query = useAnswer('GET /v1/reviews', {}, { refetchInterval: 30_000 });
  const [{ kind }, setFilters] = useFilters(['kind']);
  return (
    <>
      <Head title="复核台" note="本人提出的由他人复核；到期在前">
        <div className="row">
          <Choice<Review['kind']>
            label="种类"
            value={kind as Review['kind'] | ''}
            options={kindOptions}
            onChange={(next) => setFilters({ kind: next })}
          />
        </div>
      </Head>
      <Loaded of={query}>
        {({ reviews, isCut }) => (
          <>
            {isCut && <div className="notice note">每种只列出最早的 200 件。</div>}
            <Desk reviews={byEnd(reviews.filter((one) => !kind || one.kind === kind))} />
          </>
        )}
      </Loaded>
    </>
  );
}

const byEnd = (reviews: readonly Review[]): Review[] =>
  [...reviews].sort((a, b) => ((a.until ?? '9') < (b.until ?? '9') ? -1 : 1));

const keyOf = ({ kind, id }: Review): string => `${kind} ${id}`;

function Desk({ reviews }: { reviews: readonly Review[] }) {
  const [chosen, choose] = useState<string>();
  const [last, setLast] = useState<string>();
  const [opened, setOpened] = useState<Review>();
  const found = reviews.findIndex((one) => keyOf(one) === chosen);
  const at = Math.max(0, found);
  // What was decided on its page stays in sight until another one is chosen.
  const isStill = opened !== undefined && found < 0 && keyOf(opened) === chosen;
  const current = isStill ? opened : reviews[at];
  return (
    <div className="stack">
      {last && (
        <div className="notice good" role="status">
          {last}
        </div>
      )}
      {current ? (
        <div className="split">
          <Panel title="待复核" isBare aside={<span>{countText(reviews.length)} 件</span>}>
            <ReviewList reviews={reviews} current={current} onChoose={(one) => choose(keyOf(one))} />
          </Panel>
          <ReviewPage
            key={keyOf(current)}
            review={current}
            onOpen={() => {
              setOpened(current);
              choose(keyOf(current));
            }}
            onRuled={(words) => {
              const next = reviews[at + 1];
              choose(next && keyOf(next));
              setLast(words);
            }}
          />
        </div>
      ) : (
        <Empty title="没有待复核的事项">他人提出的惩戒、认定和决定会列在这里。</Empty>
      )}
    </div>
  );
}

const ReviewList = ({
  reviews,
  current,
  onChoose,
}: {
  reviews: readonly Review[];
  current: Review;
  onChoose(review: Review): void;
}) => {
  const sub = usePerson()?.sub ?? '';
  const now = new Date();
  return (
    <ul className="plain scroll">
      {reviews.map((one) => (
        <li key={keyOf(one)}>
          <button
            type="button"
            className="item"
            aria-current={one === current ? 'true' : undefined}
            onClick={() => onChoose(one)}
          >
            <span className="row between">
              <b>{one.subject?.name ?? reviewKindNames[one.kind]}</b>
              {one.until && <span className="muted">{distanceText(one.until, now)}</span>}
            </span>
            <span className="row between">
              <span className="muted">{effectText(one.effect)}</span>
              {one.proposedBy.includes(sub) && <Tag>本人提出</Tag>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};

function ReviewPage({
  review,
  onOpen,
  onRuled,
}: {
  review: Review;
  onOpen(): void;
  onRuled(words: string): void;
}) {
  const { api } = usePlace();
  const client = useQueryClient();
  const person = usePerson();
  const [reason, setReason] = useState('');
  const [asked, ask] = useState<Verdict>();
  const page = person && pageOf(review, person);
  const obstacle = page ? undefined : obstacleOf(review, person?.sub ?? '');
  const place = placeOf(review);
  const ruling = useMutation({
    mutationFn: (verdict: Verdict) => rule(api, review, { verdict, reason: reason.trim() }),
    onSuccess: (_, verdict) => {
      onRuled(
        `${review.subject?.name ?? reviewKindNames[review.kind]}：${verdict === 'released' ? '已放行' : '已不予放行'}。`,
      );
      return client.invalidateQueries();
    },
    onSettled: () => ask(undefined),
  });
  const { subject, grounds = [] } = review;
  const isReady = obstacle === undefined && reason.trim() !== '' && !ruling.isPending;
  return (
    <Panel title={reviewKindNames[review.kind]} aside={<Until until={review.until} />}>
      <div className="stack">
        <dl className="pairs">
          {subject && (
            <>
              <dt>主体</dt>
              <dd>
                <b>{subject.name}</b> {categoryName(subject.category)}{' '}
                <span className="mono">{subject.id}</span>
              </dd>
            </>
          )}
          <dt>放行后</dt>
          <dd>
            <b>{effectText(review.effect)}</b>
          </dd>
          {review.reason && (
            <>
              <dt>提出的理由</dt>
              <dd>{review.reason}</dd>
            </>
          )}
          <dt>提出</dt>
          <dd>
            {review.proposedBy.join('、')}，<Time at={review.proposedAt} />
          </dd>
        </dl>
        {grounds.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">依据的文书</th>
                <th scope="col">机关</th>
                <th scope="col">决定日期</th>
              </tr>
            </thead>
            <tbody>
              {grounds.map(({ documentNumber, authority, decidedOn }) => (
                <tr key={`${documentNumber} ${authority} ${decidedOn}`}>
                  <td>{documentNumber ?? '（限制使用）'}</td>
                  <td>{authority}</td>
                  <td className="nowrap">{decidedOn}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {page && <PageOfKind kind={page} review={review} onOpen={onOpen} />}
        {!page && (
          <>
            {obstacle && (
              <div className="notice warn" role="note">
                {obstacle} {place && <a href={`#${place}`}>查看并办理</a>}
              </div>
            )}
            {!obstacle && <Reason value={reason} onChange={setReason} />}
            <Refusal error={ruling.error} />
            <div className="row end">
              <button
                type="button"
                className="button danger"
                disabled={!isReady}
                onClick={() => ask('refused')}
              >
                不予放行
              </button>
              <button
                type="button"
                className="button main-act"
                disabled={!isReady}
                onClick={() => ask('released')}
              >
                放行
              </button>
            </div>
          </>
        )}
      </div>
      <Confirm
        open={asked !== undefined}
        title={asked === 'refused' ? '不予放行' : '放行'}
        act={asked === 'refused' ? '不予放行' : '放行'}
        isDanger={asked === 'refused'}
        isDisabled={ruling.isPending}
        onConfirm={() => asked && ruling.mutate(asked)}
        onClose={() => ask(undefined)}
      >
        {subject?.name}：{asked === 'refused' ? '不执行' : '执行'}“{effectText(review.effect)}
        ”。理由随决定留存，不能更改。
      </Confirm>
    </Panel>
  );
}

function Until({ until }: { until: string | undefined }) {
  if (!until) return null;
  const now = new Date();
  const isLate = Date.parse(until) < now.getTime();
  return <Tag tone={isLate ? 'bad' : 'warn'}>{isLate ? '已过期限' : `期限 ${distanceText(until, now)}`}</Tag>;
}
