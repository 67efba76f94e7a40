import { fittingBatch, sealedRun } from '../../lib/application/intake/batch-message.ts';
import { finishRun } from '../../lib/application/intake/finish-run.ts';
import { batched } from '../../lib/feeds/batched.ts';
import type { FeedReading } from '../../lib/feeds/index.ts';
import { batchesPerPage, type Run, type RunStore, rowsBeforeWindow } from '../../lib/feeds/run.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { createPace } from './pace.ts';

export interface SendBatchesDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly vault: Vault;
  readonly records: Pick<Queue, 'send'>;
  readonly objects: Queue;
  readonly comparisons: Queue;
}

/** The rows from batch `first` on; earlier ones are already skipped. The rest is known once all rows are read. */
export interface Reading extends Pick<FeedReading, 'sha256' | 'rows' | 'passedRows' | 'readings'> {
  readonly first: number;
  readonly remaining: () => number;
  /** The full list that the file is. */
  readonly list: string | undefined;
  /** What was found out about the file. It is noted before a further reader can need it. */
  readonly known: Partial<Run>;
}

/** Sends the rows of a run in batches, one page at a time, as far as the pace allows. */
export async function sendBatches(run: Run, reading: Reading, deps: SendBatchesDeps): Promise<void> {
  const { rows, first, remaining, list, sha256: fileSha256 } = reading;
  const { runtime, runs, vault, records, comparisons } = deps;
  const { runId, source, by, person, division } = run;
  const begun = runtime.clock().getTime();
  let next: ReturnType<typeof createPace> | undefined;
  let sent = first;
  let unsaid = reading.known;
  let waiting: string[] = [];
  for await (const { batch, readings, isLast } of batched(rows, first)) {
    next ??= createPace({
      ...deps,
      runId,
      remaining,
      read: (batches) => readSoFar(run, reading, batches),
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
    // A run that the sweep looked after is noted before its batch is taken, so that it is not read every minute.
    const isOnly = isLast && batch === 0 && run.seen === undefined;
    const found = isOnly ? { ...unsaid, ...readToEnd(reading), batches: 1, batchesSent: 1 } : undefined;
    const envelope = {
      ...base,
      ...(list && { list }),
      ...(found && { run: sealedRun(vault, { ...runs.passOn(run), found }) }),
    };
    waiting.push(fittingBatch(vault, envelope, readings));
    if (waiting.length < batchesPerPage && !isLast) continue;
    const step = await next(sent);
    if (step !== 'send') {
      const known = { ...unsaid, ...readSoFar(run, reading, sent) };
      return giveAway(runId, { known, sent, step }, deps);
    }
    // A file of one page is noted once, at its end: nothing of it is passed over when it is read again.
    if (!isLast && unsaid !== nothing) {
      await runs.update(runId, { ...unsaid, movedAt: runtime.clock().toISOString() }, ['running']);
      unsaid = nothing;
    }
    await records.send(waiting, { group: runId });
    if (found) return runtime.log.info('run.read', { runId, source, batches: 1 });
    sent += waiting.length;
    waiting = [];
  }
  const movedAt = runtime.clock().toISOString();
  const whole = { ...unsaid, ...readToEnd(reading), batches: sent, batchesSent: sent, movedAt };
  const read = await runs.update(run, whole, ['running']);
  runtime.log.info('run.read', { runId, source, batches: sent });
  if (read && runs.isComplete(read)) await finishRun(read, { runtime, runs, comparisons });
}

const nothing: Partial<Run> = {};

/** What is known of a file once it is read to its end. */
function readToEnd(reading: Reading): Partial<Run> {
  const passedRows = reading.passedRows();
  const readings = reading.readings.all();
  return { ...(passedRows && { passedRows }), ...(readings.columns.length > 0 && { readings }) };
}

/** What the next reader need not read again. It begins with the window of its first batch. */
const readSoFar = (run: Run, { readings }: Reading, batches: number): Pick<Run, 'readings'> => ({
  readings: readings.upTo(rowsBeforeWindow(batches, run)),
});

/**
 * Records the progress of the run. Then the next call continues, or the sweep does when there is room in the window.
 */
async function giveAway(
  runId: string,
  { sent, step, known }: { sent: number; step: 'hand-over' | 'leave'; known: Partial<Run> },
  { runtime, runs, objects }: SendBatchesDeps,
): Promise<void> {
  const movedAt = runtime.clock().toISOString();
  await runs.update(runId, { ...known, batchesSent: sent, movedAt }, ['running']);
  runtime.log.info(step === 'leave' ? 'run.waiting' : 'run.resumed', { runId, batch: sent });
  if (step === 'hand-over') await objects.send([JSON.stringify({ resume: { runId } })]);
}
