import { batchesPerPage, type Run, type RunCounts, type RunStore } from '../../feeds/run.ts';
import type { Queue } from '../../runtime/queues.ts';
import type { Runtime } from '../../runtime/runtime.ts';

/**
 * Completes a run whose rows are all counted. A full list is then queued for comparison. Idempotent.
 * @param page the counts of a page: those of the run, if it has no other
 */
export async function finishRun(
  counted: Run,
  { runtime, runs, comparisons }: { runtime: Runtime; runs: RunStore; comparisons: Queue },
  page?: RunCounts,
): Promise<Run | undefined> {
  const { runId, batches = Number.POSITIVE_INFINITY } = counted;
  const counts = page && batches <= batchesPerPage ? page : await runs.counts(runId);
  const now = runtime.clock().toISOString();
  const done = { status: 'completed', finishedAt: now, movedAt: now, counts } as const;
  const run = await runs.update(counted, ({ list }) => ({ ...done, ...(list && { comparison: 'due' }) }), [
    'running',
  ]);
  if (run) runtime.log.info('run.completed', { runId, source: run.source, ...counts });
  if (run?.comparison === 'due') await comparisons.send([JSON.stringify({ runId })]);
  return run;
}
