import { encodeBatch } from '../../lib/composition/batch-message.ts';
import { checkFinding } from '../../lib/composition/check-finding.ts';
import { finishRun } from '../../lib/composition/finish-run.ts';
import { FileProblem, readFeed } from '../../lib/feeds/index.ts';
import { type ListStore, listOf } from '../../lib/feeds/list.ts';
import { type Run, type RunProblem, type RunStore, rowsPerBatch } from '../../lib/feeds/run.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { Fault } from '../../lib/shared/fault.ts';
import type { RowReading } from '../../schemas/record.ts';
import { boundsProblem } from './list-bounds.ts';

export interface ReadRunDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly lists: ListStore;
  readonly vault: Vault;
  readonly bucket: Bucket;
  readonly records: Queue;
  readonly objects: Queue;
  readonly comparisons: Queue;
}

/** Messages a request to the queue, and batches between two notes of progress. */
const batchesPerSend = 10;
const batchesPerNote = 200;
/** With less time than this left, the run is handed to the next call. */
const reserveMilliseconds = 45_000;

/**
 * Reads a run's file into batches of rows on the records queue. A batch is the same rows whenever it is made, so that
 * a reader that died is followed by one that goes on where it had noted, and what is sent twice counts once.
 */
export async function readRun(runId: string, deps: ReadRunDeps, remaining: () => number): Promise<void> {
  const { runtime, runs, bucket } = deps;
  const run = await runs.read(runId);
  if (run?.status !== 'running' || run.batches !== undefined) return;
  const bytes = await bucket.size(runId);
  if (bytes === undefined)
    throw new Fault('object-missing', `The object of run ${runId} is not there (yet).`);
  const feedFile = {
    source: run.source,
    file: { bytes, open: () => bucket.read(runId) },
    today: dayOf(new Date(run.startedAt)),
    ignoredColumns: run.ignoredColumns,
    checkFinding: checkFinding(runtime),
  };
  const reading = await readFeed(feedFile);
  if (!reading.ok) {
    const { kind, code, detail, columns, ...known } = reading.error;
    await stop(run, deps, { status: kind, problem: { code, detail, columns }, known: { bytes, ...known } });
    return;
  }
  const { sha256, encoding, format, template, isSnapshot, rows } = reading.value;
  const list = isSnapshot ? listOf(run.source, template) : undefined;
  const known = { bytes, sha256, encoding, format, template, list };
  const problem =
    list && run.batchesSent === 0
      ? await boundsProblem(run, list, {
          lists: deps.lists,
          bounds: reading.value.bounds,
          count: () => rowsIn(feedFile),
        })
      : undefined;
  if (problem) return stop(run, deps, { status: 'held', problem, known });
  await runs.update(runId, { ...known, movedAt: now(runtime) }, ['running']);
  try {
    await sendBatches({ ...run, sha256, list }, rows, { ...deps, remaining });
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    await stop(run, deps, { status: 'failed', problem, known: {} });
  }
}

/** Rows of a file, counted by reading it once more. */
async function rowsIn(feedFile: Parameters<typeof readFeed>[0]): Promise<number> {
  const reading = await readFeed(feedFile);
  let count = 0;
  if (reading.ok) for await (const _row of reading.value.rows) count++;
  return count;
}

const now = (runtime: Runtime): string => runtime.clock().toISOString();

/** A file that turns out broken on the way fails its run; what was read before stays counted. */
const problemOf = (error: unknown): RunProblem | undefined =>
  error instanceof FileProblem ? { code: error.code, detail: error.detail } : undefined;

async function stop(
  run: Run,
  { runtime, runs }: ReadRunDeps,
  { status, problem, known }: { status: 'failed' | 'held'; problem: RunProblem; known: Partial<Run> },
): Promise<void> {
  const at = now(runtime);
  await runs.update(
    run.runId,
    { ...known, status, problem, movedAt: at, ...(status === 'failed' && { finishedAt: at }) },
    ['running'],
  );
  runtime.log.warn(status === 'failed' ? 'run.failed' : 'run.held', { runId: run.runId, code: problem.code });
  if (status === 'failed') runtime.metrics.add('RunFailed', 1);
}

async function sendBatches(
  run: Run & { sha256: string; list: string | undefined },
  rows: AsyncIterable<RowReading>,
  {
    runtime,
    runs,
    vault,
    records,
    objects,
    comparisons,
    remaining,
  }: ReadRunDeps & { remaining: () => number },
): Promise<void> {
  const { runId, source, by, list, sha256: fileSha256 } = run;
  let sent = run.batchesSent;
  let noted = sent;
  const waiting: string[] = [];
  const send = async (): Promise<void> => {
    await records.send(waiting);
    sent += waiting.length;
    waiting.length = 0;
    if (sent - noted < batchesPerNote) return;
    await runs.update(runId, { batchesSent: sent, movedAt: now(runtime) }, ['running']);
    noted = sent;
  };
  let total = 0;
  for await (const { batch, readings, isLast } of batched(rows)) {
    total = batch + 1;
    if (batch < run.batchesSent) continue;
    const base = { runId, batch, isLast, source, by, receivedAt: run.startedAt, fileSha256 };
    const envelope = { ...base, ...(list && { list }) };
    waiting.push(encodeBatch(vault, envelope, readings));
    if (waiting.length < batchesPerSend && !isLast) continue;
    await send();
    if (!isLast && remaining() < reserveMilliseconds) {
      await runs.update(runId, { batchesSent: sent, movedAt: now(runtime) }, ['running']);
      runtime.log.info('run.resumed', { runId, batch: sent });
      return objects.send([JSON.stringify({ resume: { runId } })]);
    }
  }
  const at = now(runtime);
  await runs.update(runId, { batches: total, batchesSent: total, movedAt: at }, ['running']);
  runtime.log.info('run.read', { runId, source, batches: total });
  if (await runs.isComplete(runId)) await finishRun(runId, { runtime, runs, comparisons });
}

/** Rows in batches of a fixed size, each knowing whether it is the last. */
async function* batched(
  rows: AsyncIterable<RowReading>,
): AsyncGenerator<{ batch: number; readings: RowReading[]; isLast: boolean }> {
  let readings: RowReading[] = [];
  let batch = 0;
  for await (const row of rows) {
    if (readings.length === rowsPerBatch) {
      yield { batch: batch++, readings, isLast: false };
      readings = [];
    }
    readings.push(row);
  }
  if (readings.length > 0) yield { batch, readings, isLast: true };
}
