import {
  type BatchOutcome,
  batchesPerPage,
  type PassedRun,
  type Run,
  type RunCounts,
  type RunStore,
} from '../../feeds/run.ts';
import type { Queue } from '../../runtime/queues.ts';
import type { Runtime } from '../../runtime/runtime.ts';

interface FinishRunDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly comparisons: Pick<Queue, 'send'>;
}

/**
 * Completes a run whose rows are all counted. A full list is then queued for comparison. Idempotent.
 * @param page the counts of a page: those of the run, if it has no other
 */
export async function finishRun(
  counted: Run,
  deps: FinishRunDeps,
  page?: RunCounts,
): Promise<Run | undefined> {
  const { runtime, runs } = deps;
  const { runId, batches = Number.POSITIVE_INFINITY } = counted;
  const counts = page && batches <= batchesPerPage ? page : await runs.counts(runId);
  const end = endOf(runtime, counts);
  return announced(await runs.update(counted, ({ list }) => end(list), ['running']), counts, deps);
}

/**
 * Completes a run whose file has one batch, with what its reader found out and with the counts of the batch, in one write.
 * Undefined when it is not running any more: then it may have been completed before, or was held or failed meanwhile.
 */
export async function finishWhole(
  { found, ...passed }: PassedRun,
  outcome: BatchOutcome,
  deps: FinishRunDeps,
): Promise<Run | undefined> {
  const end = endOf(deps.runtime, outcome.counts)(found.list);
  return announced(await deps.runs.endWhole(passed, outcome, { ...found, ...end }), outcome.counts, deps);
}

function endOf({ clock }: Pick<Runtime, 'clock'>, counts: RunCounts): (list?: string) => Partial<Run> {
  const now = clock().toISOString();
  const done = { status: 'completed', finishedAt: now, movedAt: now, counts } as const;
  return (list) => ({ ...done, ...(list && { comparison: 'due' as const }) });
}

async function announced(
  run: Run | undefined,
  counts: RunCounts,
  { runtime, comparisons }: FinishRunDeps,
): Promise<Run | undefined> {
  if (!run) return undefined;
  const { runId, source, comparison } = run;
  runtime.log.info('run.completed', { runId, source, ...counts });
  if (comparison === 'due') await comparisons.send([JSON.stringify({ runId })]);
  return run;
}
