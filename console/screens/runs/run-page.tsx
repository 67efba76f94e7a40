import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'wouter';
import type { AnswerOf } from '../../api/operation-types.ts';
import { useAnswer } from '../../api/queries.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { saveAs } from '../../parts/save-as.ts';
import { Head, Panel, Time } from '../../parts/small.tsx';
import { Empty, Failure, Loaded, Loading, Refusal } from '../../parts/state.tsx';
import { More } from '../../parts/table.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { sourceNames } from '../../words/sources.ts';
import { FileFacts, Readings, RunProblem } from './file-facts.tsx';
import { FindingTable } from './finding-table.tsx';
import { CountBar, CountFigures, RunStatus } from './run-counts.tsx';

type Run = AnswerOf<'GET /v1/feeds/runs/{runId}'>;
const route = 'GET /v1/feeds/runs/{runId}';

/** Milliseconds until a run is asked for again: somebody else may release one that is held. */
const pausesOf = { running: 1_000, held: 3_000, completed: false, failed: false } as const;

/** One run: its counts while it goes on, why rows were not taken, and the answer file. */
export function RunPage() {
  const { runId = '' } = useParams();
  const [status, setStatus] = useState<Run['status']>('running');
  const query = useAnswer(route, { params: { runId } }, { refetchInterval: pausesOf[status] });
  const next = query.data?.status ?? (query.isError ? 'failed' : 'running');
  if (next !== status) setStatus(next);
  return (
    <>
      {!query.data && <Head title="批次" />}
      <Loaded of={query}>{(run) => <RunView run={run} />}</Loaded>
    </>
  );
}

function RunView({ run }: { run: Run }) {
  return (
    <>
      <Head
        title={run.file.name ?? '按记录报送'}
        note={
          <>
            {sourceNames[run.source]}，<Time at={run.startedAt} />
          </>
        }
      >
        <RunStatus run={run} />
        <Acts run={run} />
      </Head>
      <div className="stack">
        <RunProblem problem={run.problem} />
        <Panel title="每一行的去向">
          <div className="stack">
            <CountFigures run={run} />
            <CountBar run={run} />
            {run.status === 'running' && (
              <p role="status" className="muted">
                正在处理，数字每秒更新。
              </p>
            )}
            {run.ignoredColumns.length > 0 && (
              <p className="muted">已忽略的列：{run.ignoredColumns.join('、')}</p>
            )}
            <Readings of={run} />
            <Parts parts={run.parts} />
          </div>
        </Panel>
        <Panel title="未采纳的行" isBare>
          <Findings run={run} />
        </Panel>
        <Panel title="文件">
          <FileFacts file={run.file} />
        </Panel>
      </div>
    </>
  );
}

const Parts = ({ parts = [] }: { parts: Run['parts'] }) =>
  parts.length > 0 ? (
    <p>
      压缩包中的文件：
      {parts.map((part, index) => (
        <a key={part} href={`#/runs/${part}`}>
          第 {index + 1} 个{' '}
        </a>
      ))}
    </p>
  ) : null;

function Findings({ run }: { run: Run }) {
  const { api } = usePlace();
  const isDone = run.status !== 'running';
  const query = useInfiniteQuery({
    queryKey: ['findings', run.runId, isDone],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'GET /v1/feeds/runs/{runId}/findings',
        { params: { runId: run.runId }, query: { after: pageParam } },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    enabled: isDone,
  });
  if (!isDone) return <Empty title="处理完成后列出" />;
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const findings = query.data.pages.flatMap((page) => page.findings);
  if (findings.length === 0) return <Empty title="没有未采纳的行" />;
  return (
    <>
      <FindingTable findings={findings} />
      <More of={query}>再列 200 行</More>
    </>
  );
}

/** Downloads the answer; releases or withdraws what is held. */
function Acts({ run }: { run: Run }) {
  const { api } = usePlace();
  const client = useQueryClient();
  const held = usePerson()?.scopes;
  const [asked, ask] = useState<'release' | 'withdrawal'>();
  const settled = () => {
    ask(undefined);
    return client.invalidateQueries();
  };
  const answer = useMutation({
    mutationFn: async () =>
      saveAs(
        await api.download('GET /v1/feeds/runs/{runId}/answer', { params: { runId: run.runId }, query: {} }),
      ),
  });
  const rule = useMutation({
    mutationFn: async (what: 'release' | 'withdrawal') =>
      what === 'release'
        ? api.call('POST /v1/feeds/runs/{runId}/release', { params: { runId: run.runId } })
        : api.call('POST /v1/feeds/runs/{runId}/withdrawal', { params: { runId: run.runId } }),
    onSettled: settled,
  });
  const isHeld = run.status === 'held';
  return (
    <>
      <Refusal error={answer.error ?? rule.error} />
      {run.status === 'completed' && run.quarantined + run.unmatched > 0 && (
        <button type="button" className="button" disabled={answer.isPending} onClick={() => answer.mutate()}>
          下载答复文件
        </button>
      )}
      {isHeld && held?.has('review:write') && (
        <button type="button" className="button main-act" onClick={() => ask('release')}>
          放行
        </button>
      )}
      {isHeld && held?.has(`feeds:write:${run.source}`) && (
        <button type="button" className="button danger" onClick={() => ask('withdrawal')}>
          撤回
        </button>
      )}
      <Confirm
        open={asked !== undefined}
        title={asked === 'release' ? '放行这一批' : '撤回这一批'}
        act={asked === 'release' ? '放行' : '撤回'}
        isDanger={asked === 'withdrawal'}
        isDisabled={rule.isPending}
        onConfirm={() => asked && rule.mutate(asked)}
        onClose={() => ask(undefined)}
      >
        {asked === 'release'
          ? '继续处理这个文件；未约定的列不予读取，并在批次中注明。'
          : '这个文件到此为止，其中没有一行被采纳。更正后可以重新报送。'}
      </Confirm>
    </>
  );
}
