import { useInfiniteQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../../api/operation-types.ts';
import { useFilters } from '../../parts/address.ts';
import { Choice } from '../../parts/field.tsx';
import { Head, Panel, Time } from '../../parts/small.tsx';
import { Empty, Failure, Loading } from '../../parts/state.tsx';
import { More } from '../../parts/table.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { runStatusNames } from '../../words/codes.ts';
import { countText } from '../../words/numbers.ts';
import { sourceNames } from '../../words/sources.ts';
import { CountBar, RunStatus } from './run-counts.tsx';

type Run = AnswerOf<'GET /v1/feeds/runs'>['runs'][number];
type Source = Run['source'];

const sourceOptions = [['', '全部来源'], ...Object.entries(sourceNames)] as [Source | '', string][];
const statusOptions = [['', '全部状态'], ...Object.entries(runStatusNames)] as [Run['status'] | '', string][];

/** Every run, newest first: whose file is stuck. */
export function Runs() {
  const [{ source, status }, setFilters] = useFilters(['source', 'status']);
  const held = usePerson()?.scopes;
  const maySend = [...(held ?? [])].some((scope) => scope.startsWith('feeds:write:'));
  const query = useRuns(source as Source | '', status as Run['status'] | '');
  const runs = query.data?.pages.flatMap((page) => page.runs) ?? [];
  return (
    <>
      <Head title="来源与批次" note="最近的在前">
        {maySend && (
          <a className="button main-act" href={`#/send${source ? `?source=${source}` : ''}`}>
            报送文件
          </a>
        )}
      </Head>
      <div className="row filters no-print">
        <Choice
          label="来源"
          value={source as Source | ''}
          options={sourceOptions}
          onChange={(next) => setFilters({ source: next })}
        />
        <Choice
          label="状态"
          value={status as Run['status'] | ''}
          options={statusOptions}
          onChange={(next) => setFilters({ status: next })}
        />
      </div>
      <Panel
        title="批次"
        isBare
        aside={runs.length > 0 && <span className="muted">已列出 {countText(runs.length)} 批</span>}
      >
        {query.isLoading && <Loading />}
        {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && runs.length === 0 && (
          <Empty title="没有批次">所选来源和状态下没有收到过文件。</Empty>
        )}
        {runs.length > 0 && <RunTable runs={runs} />}
        <More of={query}>更早的批次</More>
      </Panel>
    </>
  );
}

function useRuns(source: Source | '', status: Run['status'] | '') {
  const { api } = usePlace();
  return useInfiniteQuery({
    queryKey: ['GET /v1/feeds/runs', 'pages', source, status],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'GET /v1/feeds/runs',
        {
          query: {
            ...(source && { source }),
            ...(status && { status }),
            ...(pageParam && { after: pageParam }),
          },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: 10_000,
  });
}

const RunTable = ({ runs }: { runs: readonly Run[] }) => (
  <div className="table-wrap">
    <table>
      <thead>
        <tr>
          <th scope="col">收到时间</th>
          <th scope="col">来源</th>
          <th scope="col">文件</th>
          <th scope="col">状态</th>
          <th scope="col" className="number">
            收到
          </th>
          <th scope="col" className="number">
            采纳
          </th>
          <th scope="col" className="number">
            待人工
          </th>
          <th scope="col">去向</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.runId} className="pick">
            <td>
              <Time at={run.startedAt} />
            </td>
            <td className="nowrap">{sourceNames[run.source]}</td>
            <td>
              <a href={`#/runs/${run.runId}`}>{run.file.name ?? '（记录）'}</a>
            </td>
            <td>
              <RunStatus run={run} />
            </td>
            <td className="number">{countText(run.received)}</td>
            <td className="number">{countText(run.accepted)}</td>
            <td className="number">{countText(run.quarantined)}</td>
            <td>
              <CountBar run={run} width={140} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
