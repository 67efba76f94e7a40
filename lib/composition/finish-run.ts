import type { Run, RunStore } from '../feeds/run.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** Closes a run whose rows are all counted. Doing it twice changes nothing. */
export async function finishRun(runtime: Runtime, runs: RunStore, runId: string): Promise<Run | undefined> {
  const counts = await runs.counts(runId);
  const now = runtime.clock().toISOString();
  const run = await runs.update(runId, { status: 'completed', finishedAt: now, movedAt: now, counts }, [
    'running',
  ]);
  if (run) runtime.log.info('run.completed', { runId, source: run.source, ...counts });
  return run;
}
