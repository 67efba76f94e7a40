import { finishRun } from '../../lib/application/intake/finish-run.ts';
import { hasRoom, type RunStore, seenOf, stillSince } from '../../lib/feeds/run.ts';
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

/** Hours within which an announced object must be uploaded. */
const uploadHours = 24;

/**
 * Looks after a run that has not moved: its reader died or waits for room in the window, its object never arrived, or
 * its last message was lost.
 */
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
  const minutesSince = (at: string): number => (now.getTime() - Date.parse(at)) / 60_000;
  if (runs.isComplete(run)) {
    await finishRun(run, { runtime, runs, comparisons });
    return;
  }
  const { pages } = await runs.progress(runId);
  const seen = seenOf(run, { pages, at: movedAt });
  if (stillSince({ ...run, seen }, now)) runtime.metrics.add('RunStuck', 1);
  await runs.update(runId, { movedAt, seen }, ['running']);
  if (run.batches !== undefined || !hasRoom(run.batchesSent, pages)) return;
  if ((await bucket.size(runId)) !== undefined) {
    await objects.send([JSON.stringify({ resume: { runId } })]);
    // A file of an archive is stored by the reader of the archive, which is swept itself until it is done.
  } else if (!run.partOf && minutesSince(run.startedAt) > uploadHours * 60) {
    const detail = `No file arrived within ${uploadHours} hours of its announcement. Announce it again and upload it.`;
    await runs.update(
      runId,
      { status: 'failed', finishedAt: movedAt, problem: { code: 'object-missing', detail } },
      ['running'],
    );
    runtime.metrics.add('RunFailed', 1);
  }
}
