import type { Run, RunStore } from '../../feeds/run.ts';
import type { Queue } from '../../runtime/queues.ts';
import type { Runtime } from '../../runtime/runtime.ts';

/** Completes a run whose rows are all counted. A full list is then queued for comparison. Idempotent. */
export async function finishRun(
  runId: string,
  { runtime, runs, comparisons }: { runtime: Runtime; runs: RunStore; comparisons: Queue },
): Promise<Run | undefined> {
  const counts = await runs.counts(runId);
  const now = runtime.clock().toISOString();
  const done = { status: 'completed', finishedAt: now, movedAt: now, counts } as const;
  const run = await runs.update(runId, ({ list }) => ({ ...done, ...(list && { comparison: 'due' }) }), [
    'running',
  ]);
  if (run) runtime.log.info('run.completed', { runId, source: run.source, ...counts });
  if (run?.comparison === 'due') await comparisons.send([JSON.stringify({ runId })]);
  return run;
}
