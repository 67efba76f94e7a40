import { useQuery } from '@tanstack/react-query';
import { CallFailure } from '../api/failure.ts';
import { timeText } from '../words/times.ts';
import { Refusal } from './state.tsx';

/** Who decided what one was about to decide. */
export interface DecidedBy {
  readonly by: string;
  readonly at: string;
  readonly what?: string | undefined;
}

/** A refusal; of something that somebody else decided meanwhile, with who and when. What was typed stays. */
export function Conflict({
  error,
  about,
  read,
}: {
  error: Error | null;
  about: string;
  /** The last decision as it is now. */
  read(): Promise<DecidedBy | undefined>;
}) {
  const isConflict = error instanceof CallFailure && error.status === 409;
  const last = useQuery({
    queryKey: ['conflict', about, error],
    queryFn: async () => (await read()) ?? null,
    enabled: isConflict,
    gcTime: 0,
  });
  return (
    <>
      <Refusal error={error} />
      {isConflict && last.data && (
        <div className="notice warn" role="status">
          {last.data.by} 已于 {timeText(last.data.at)} 办理{last.data.what && `：${last.data.what}`}
          。已填写的内容仍在本页。
        </div>
      )}
    </>
  );
}
