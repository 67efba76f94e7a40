import { finishRun } from '../../lib/composition/finish-run.ts';
import type { RunStore } from '../../lib/feeds/run.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';

export interface SweepRunDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly bucket: Pick<Bucket, 'size'>;
  readonly objects: Queue;
  readonly comparisons: Queue;
}

/** How long a sender has to bring an announced object, and after how long a run that is not done is an alarm. */
const uploadHours = 24;
const stuckMinutes = 60;

/** A run that has not moved: its reader died, its object never came, or its last note was lost. */
export async function sweepRun(
  runId: string,
  { runtime, runs, bucket, objects, comparisons }: SweepRunDeps,
): Promise<void> {
  const run = await runs.read(runId);
  const now = runtime.clock();
  const movedAt = now.toISOString();
  if (run?.comparison === 'due') {
    await runs.update(runId, { movedAt }, ['completed']);
    return comparisons.send([JSON.stringify({ runId })]);
  }
  if (run?.status !== 'running') return;
  const ageMinutes = (now.getTime() - Date.parse(run.startedAt)) / 60_000;
  if (ageMinutes > stuckMinutes) runtime.metrics.add('RunStuck', 1);
  if (run.batches !== undefined) {
    if (await runs.isComplete(runId)) await finishRun(runId, { runtime, runs, comparisons });
    else await runs.update(runId, { movedAt }, ['running']);
    return;
  }
  await runs.update(runId, { movedAt }, ['running']);
  if ((await bucket.size(runId)) !== undefined) {
    await objects.send([JSON.stringify({ resume: { runId } })]);
  } else if (ageMinutes > uploadHours * 60) {
    const detail = `No file arrived within ${uploadHours} hours of its announcement. Announce it again and upload it.`;
    await runs.update(
      runId,
      { status: 'failed', finishedAt: movedAt, problem: { code: 'object-missing', detail } },
      ['running'],
    );
    runtime.metrics.add('RunFailed', 1);
  }
}
