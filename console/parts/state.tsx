import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CallFailure } from '../api/failure.ts';

/** What a place shows while it has nothing to show. */
export const Loading = () => (
  <div className="loading" role="status" aria-label="正在读取">
    <i />
    <i />
    <i />
  </div>
);

export const Empty = ({
  title,
  isPage = false,
  children,
}: {
  title: string;
  /** Nothing else is on the page. */
  isPage?: boolean;
  children?: ReactNode;
}) => (
  <div className="state">
    {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
    {children && <div className="detail">{children}</div>}
  </div>
);

const titles: Readonly<Record<number, string>> = {
  0: '无法连接',
  403: '没有权限',
  404: '没有找到',
  429: '请求过于频繁',
};

/** A failure in Chinese: what happened, what to do, and the number to report. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const known = error instanceof CallFailure ? error : undefined;
  const title = titles[known?.status ?? 500] ?? '没有完成';
  return (
    <div className="state bad" role="alert">
      <h2>{title}</h2>
      <p className="detail">{known?.explanation ?? '页面发生故障，请刷新后重试。'}</p>
      {known?.requestId && <p className="mono">请求编号 {known.requestId}</p>}
      {onRetry && known?.status !== 403 && (
        <button type="button" className="button" onClick={onRetry}>
          重试
        </button>
      )}
    </div>
  );
}

/** The same beside a form, in one line. */
export function Refusal({ error }: { error: Error | null | undefined }) {
  if (!error) return null;
  const known = error instanceof CallFailure ? error : undefined;
  return (
    <div className="notice bad" role="alert">
      {known?.explanation ?? '没有完成，请重试。'}
      {known && known.message !== known.explanation && (
        <details>
          <summary>详情</summary>
          <span lang="en">{known.message}</span> <span className="mono">请求编号 {known.requestId}</span>
        </details>
      )}
    </div>
  );
}

/** The answer of a query once it is there; until then loading or why there is none. A stale answer says that it is. */
export function Loaded<Answer>({
  of,
  children,
}: {
  of: UseQueryResult<Answer, Error>;
  children: (answer: Answer) => ReactNode;
}) {
  if (of.data !== undefined)
    return (
      <>
        {of.isError && (
          <div className="notice warn" role="status">
            未能更新，以下为先前读取的内容。
          </div>
        )}
        {children(of.data)}
      </>
    );
  if (of.isError) return <Failure error={of.error} onRetry={() => void of.refetch()} />;
  return <Loading />;
}
