import { fittingBatch } from '../../lib/application/intake/batch-message.ts';
import { finishRun } from '../../lib/application/intake/finish-run.ts';
import { batched } from '../../lib/feeds/batched.ts';
import type { PassedRows } from '../../lib/feeds/passed-rows.ts';
import { batchesPerPage, type Run, type RunStore } from '../../lib/feeds/run.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { RowReading } from '../../schemas/record.ts';
import { createPace } from './pace.ts';

export interface SendBatchesDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly vault: Vault;
  readonly records: Pick<Queue, 'send'>;
  readonly objects: Queue;
  readonly comparisons: Queue;
}

export interface Reading {
  /** Rows from batch `first` on. Earlier rows are already skipped. */
  readonly rows: AsyncIterable<RowReading>;
  /** The rows that are no data, once all rows are read. */
  readonly passedRows: () => PassedRows | undefined;
  readonly first: number;
  readonly remaining: () => number;
}

/** Sends the rows of a run in batches, one page at a time, as far as the pace allows. */
export async function sendBatches(
  run: Run & { sha256: string; list: string | undefined },
  { rows, passedRows, first, remaining }: Reading,
  deps: SendBatchesDeps,
): Promise<void> {
  const { runtime, runs, vault, records, comparisons } = deps;
  const { runId, source, by, person, division, list, sha256: fileSha256 } = run;
  const begun = runtime.clock().getTime();
  let next: ReturnType<typeof createPace> | undefined;
  let sent = first;
  let waiting: string[] = [];
  for await (const { batch, readings, isLast } of batched(rows, first)) {
    next ??= createPace({
      ...deps,
      runId,
      remaining,
      skippedMilliseconds: runtime.clock().getTime() - begun,
    });
    const base = {
      runId,
      batch,
      isLast,
      source,
      by,
      person,
      division,
      receivedAt: run.startedAt,
      fileSha256,
    };
    const envelope = { ...base, ...(list && { list }) };
    waiting.push(fittingBatch(vault, envelope, readings));
    if (waiting.length < batchesPerPage && !isLast) continue;
    const step = await next(sent);
    if (step !== 'send') return giveAway(runId, { sent, step }, deps);
    // Before the last batch is counted: a completed run no longer changes.
    if (isLast) await notePassedRows(runId, passedRows(), deps);
    await records.send(waiting, { group: runId });
    sent += waiting.length;
    waiting = [];
  }
  const at = runtime.clock().toISOString();
  if (sent === 0) await notePassedRows(runId, passedRows(), deps);
  await runs.update(runId, { batches: sent, batchesSent: sent, movedAt: at }, ['running']);
  runtime.log.info('run.read', { runId, source, batches: sent });
  if (await runs.isComplete(runId)) await finishRun(runId, { runtime, runs, comparisons });
}

const notePassedRows = async (
  runId: string,
  passedRows: PassedRows | undefined,
  { runs }: SendBatchesDeps,
): Promise<void> => {
  if (passedRows) await runs.update(runId, { passedRows }, ['running']);
};

/**
 * Records the progress of the run. Then the next call continues, or the sweep does when there is room in the window.
 */
async function giveAway(
  runId: string,
  { sent, step }: { sent: number; step: 'hand-over' | 'leave' },
  { runtime, runs, objects }: SendBatchesDeps,
): Promise<void> {
  const movedAt = runtime.clock().toISOString();
  await runs.update(runId, { batchesSent: sent, movedAt }, ['running']);
  runtime.log.info(step === 'leave' ? 'run.waiting' : 'run.resumed', { runId, batch: sent });
  if (step === 'hand-over') await objects.send([JSON.stringify({ resume: { runId } })]);
}
