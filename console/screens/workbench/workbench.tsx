import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Head, Panel, Tag, type Tone } from '../../parts/small.tsx';
import { Empty, Failure, Loading } from '../../parts/state.tsx';
import { usePerson } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import { timeText } from '../../words/times.ts';
import { Alarms } from './alarms.tsx';
import { SourceTable } from './source-table.tsx';
import { type Question, stagesFor } from './stages.ts';
import {
  ofCases,
  ofDeliveries,
  ofReviews,
  ofRuns,
  ofSources,
  ofWaiting,
  sorted,
  type Todo,
  type Urgency,
} from './todos.ts';

const everyMinute = { refetchInterval: 60_000 };

/** What is overdue, blocked, or waits for who is signed in; and when each source last sent something. */
export function Workbench() {
  const held = usePerson()?.scopes;
  const { first, all } = useMemo(() => stagesFor(held ?? new Set()), [held]);
  const [isShown, show] = useState(false);
  const may = (question: Question) => ({
    ...everyMinute,
    enabled: (isShown ? all : first).has(question),
  });
  const answers = {
    sources: useAnswer('GET /v1/sources', {}, may('sources')),
    held: useAnswer('GET /v1/feeds/runs', { query: { status: 'held' } }, may('held')),
    failed: useAnswer('GET /v1/feeds/runs', { query: { status: 'failed' } }, may('failed')),
    counts: useAnswer('GET /v1/quarantine/counts', {}, may('counts')),
    reviews: useAnswer('GET /v1/reviews', {}, may('reviews')),
    deliveries: useAnswer('GET /v1/deliveries/counts', {}, may('deliveries')),
    cases: useAnswer('GET /v1/deadlines', { query: { limit: 200 } }, may('cases')),
    alarms: useAnswer('GET /v1/alarms', {}, may('alarms')),
  };
  const { sources, held: heldRuns, failed, counts, reviews, deliveries, cases, alarms } = answers;
  const of = (questions: ReadonlySet<Question>) => [...questions].map((question) => answers[question]);
  const isFirstThere = of(first).every(({ isLoading }) => !isLoading);
  useEffect(() => {
    if (isFirstThere) show(true);
  }, [isFirstThere]);
  const isMoreAwaited = of(all).some(({ isPending }) => isPending);
  const now = new Date();
  const todos = sorted([
    ...(sources.data ? ofSources(sources.data, now) : []),
    ...(heldRuns.data ? ofRuns(heldRuns.data.runs, 'held', now) : []),
    ...(failed.data ? ofRuns(failed.data.runs, 'failed', now) : []),
    ...(counts.data ? ofWaiting(counts.data, now) : []),
    ...(reviews.data ? ofReviews(reviews.data, now) : []),
    ...(deliveries.data ? ofDeliveries(deliveries.data, now) : []),
    ...(cases.data ? ofCases(cases.data, now) : []),
  ]);
  return (
    <>
      <Head title="今日工作台" note={`${timeText(now.toISOString())}，每分钟更新`} />
      <div className="stack">
        {alarms.data && <Alarms of={alarms.data} now={now} />}
        <Panel title="要办的事" isBare aside={<Sums todos={todos} />}>
          <Answered isThere={isFirstThere} queries={of(all)}>
            {(todos.length > 0 || !isMoreAwaited) && <TodoList todos={todos} />}
            {isMoreAwaited && (
              <p className="body muted" role="status">
                正在读取其余事项…
              </p>
            )}
          </Answered>
        </Panel>
        {sources.data && (
          <Panel title="各来源" isBare>
            <SourceTable sources={sources.data.sources} now={now} />
          </Panel>
        )}
      </div>
    </>
  );
}

/** What came is shown; what failed is said above it. */
function Answered({
  isThere,
  queries,
  children,
}: {
  isThere: boolean;
  queries: readonly UseQueryResult<unknown, Error>[];
  children: ReactNode;
}) {
  const failed = queries.find(({ isError }) => isError);
  if (!isThere) return <Loading />;
  return (
    <>
      {failed?.error && (
        <Failure
          error={failed.error}
          onRetry={() => {
            for (const query of queries) if (query.isError) void query.refetch();
          }}
        />
      )}
      {children}
    </>
  );
}

const tones: Readonly<Record<Urgency, readonly [Tone, string]>> = {
  overdue: ['bad', '已逾期'],
  blocked: ['warn', '受阻'],
  waiting: ['note', '待办'],
};

const Sums = ({ todos }: { todos: readonly Todo[] }) => (
  <div className="row">
    {(Object.keys(tones) as Urgency[]).map((urgency) => {
      const [tone, words] = tones[urgency];
      const of = todos.filter((todo) => todo.urgency === urgency).length;
      return of > 0 ? (
        <Tag key={urgency} tone={tone}>
          {words} {of} 项
        </Tag>
      ) : null;
    })}
  </div>
);

function TodoList({ todos }: { todos: readonly Todo[] }) {
  if (todos.length === 0) return <Empty title="没有要办的事">没有逾期、受阻或者等待办理的事项。</Empty>;
  return (
    <ul className="todo">
      {todos.map(({ urgency, title, detail, count, unit = '件', to }) => (
        <li key={`${to} ${title}`}>
          <a href={`#${to}`}>
            <Tag tone={tones[urgency][0]}>{tones[urgency][1]}</Tag>
            <span>
              <b>{title}</b> <span className="muted">{detail}</span>
            </span>
            <span className="size">{countText(count)}</span>
            <span className="muted">{unit}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
