import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure, Loading } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { categoryName } from '../../words/codes.ts';
import { countText } from '../../words/numbers.ts';

/** Institutions without a measured value: how many by indicator, and on demand which. */
export function MissingValues({ year, counts }: { year: string; counts: Readonly<Record<string, number>> }) {
  const [isOpen, open] = useState(false);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return <p className="muted">各机构的监测指标值齐全。</p>;
  return (
    <div className="stack">
      <p>
        {countText(Object.keys(counts).length)} 项指标共缺 {countText(total)} 个监测值。
      </p>
      {isOpen ? (
        <List year={year} />
      ) : (
        <button type="button" className="button no-print" onClick={() => open(true)}>
          列出机构和指标
        </button>
      )}
    </div>
  );
}

function List({ year }: { year: string }) {
  const { api } = usePlace();
  const query = useInfiniteQuery({
    queryKey: ['GET /v1/cycles/{year}/missing-values', year],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'GET /v1/cycles/{year}/missing-values',
        { params: { year }, ...(pageParam && { query: { after: pageParam } }) },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  if (query.isPending) return <Loading />;
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  const missing = query.data.pages.flatMap((page) => page.missing);
  return (
    <>
      <div className="table-wrap">
        <table>
          <thead>
            <tr>
              <th scope="col">机构</th>
              <th scope="col">类别</th>
              <th scope="col">指标</th>
            </tr>
          </thead>
          <tbody>
            {missing.map(({ category, name, id, indicator, title }) => (
              <tr key={`${category} ${id} ${indicator}`}>
                <td>
                  {name} <span className="mono muted">{id}</span>
                </td>
                <td className="nowrap">{categoryName(category)}</td>
                <td>{title}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {query.hasNextPage && (
        <button
          type="button"
          className="button no-print"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? '正在读取…' : '更多'}
        </button>
      )}
    </>
  );
}
