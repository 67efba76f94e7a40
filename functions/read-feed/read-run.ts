import { checkFinding } from '../../lib/application/intake/check-finding.ts';
import { sourceSettingsOf } from '../../lib/application/settings/source-settings.ts';
import { type FeedFile, FileProblem, readFeed } from '../../lib/feeds/index.ts';
import { type ListStore, listOf } from '../../lib/feeds/list.ts';
import {
  batchesPerPage,
  canBeWhole,
  type Run,
  type RunProblem,
  type RunStore,
  rowsPerBatch,
} from '../../lib/feeds/run.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { Fault } from '../../lib/shared/fault.ts';
import { keepAlive } from './keep-alive.ts';
import { boundsProblem } from './list-bounds.ts';
import { type SendBatchesDeps, sendBatches } from './send-batches.ts';

export interface ReadRunDeps extends SendBatchesDeps {
  readonly lists: ListStore;
  readonly bucket: Pick<Bucket, 'size' | 'read'>;
}

/**
 * Reads a run's file into batches of rows on the records queue. A batch is the same rows whenever it is made, so that
 * a reader that died is followed by one that goes on where the counting is, and what is sent twice counts once.
 */
export async function readRun(runId: string, deps: ReadRunDeps, remaining: () => number): Promise<void> {
  const { runtime, runs, bucket } = deps;
  const run = await runs.read(runId);
  if (run?.status !== 'running' || run.batches !== undefined) return;
  const bytes = await bucket.size(runId);
  if (bytes === undefined)
    throw new Fault('object-missing', `The object of run ${runId} is not there (yet).`);
  const note = () => runs.update(runId, { movedAt: now(runtime) }, ['running']);
  await note();
  const first = await firstBatch(run, runs);
  const feedFile = {
    source: run.source,
    file: { bytes, open: () => keepAlive(bucket.read(runId), { clock: runtime.clock, note }) },
    today: dayOf(new Date(run.startedAt)),
    ignoredColumns: run.ignoredColumns,
    checkFinding: checkFinding(runtime),
    settings: sourceSettingsOf(runtime)[run.source],
    known: knownOf(run),
  };
  const reading = await readFeed({ ...feedFile, skip: first * rowsPerBatch });
  if (!reading.ok) {
    const { kind, code, detail, columns, ...known } = reading.error;
    await stop(run, deps, { status: kind, problem: { code, detail, columns }, known: { bytes, ...known } });
    return;
  }
  const { sha256, encoding, format, template, isSnapshot, rows } = reading.value;
  const list = isSnapshot && canBeWhole(run) ? listOf(run.source, template) : undefined;
  const known = { bytes, sha256, encoding, format, template, list };
  const problem =
    list && first <= 0
      ? await boundsProblem(run, list, {
          lists: deps.lists,
          bounds: reading.value.bounds,
          count: () => rowsIn(feedFile),
        })
      : undefined;
  if (problem) return stop(run, deps, { status: 'held', problem, known });
  await runs.update(runId, { ...known, movedAt: now(runtime) }, ['running']);
  try {
    await sendBatches({ ...run, sha256, list }, { rows, first, remaining }, deps);
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    await stop(run, deps, { status: 'failed', problem, known: {} });
  }
}

/** Rows of a file, counted by reading it once more. */
async function rowsIn(feedFile: FeedFile): Promise<number> {
  const reading = await readFeed(feedFile);
  let count = 0;
  if (reading.ok) for await (const _row of reading.value.rows) count++;
  return count;
}

/**
 * Where to go on: behind what was noted as sent, and behind what is counted without a gap but for its last page, which
 * may be the file's last and short.
 */
async function firstBatch({ runId, batchesSent }: Run, runs: RunStore): Promise<number> {
  const { gapless } = await runs.progress(runId);
  return Math.max(batchesSent, (gapless - 1) * batchesPerPage);
}

/** An earlier reader has gone through the whole file; it is the same bytes for ever. */
const knownOf = ({ sha256, encoding, format }: Run): FeedFile['known'] =>
  sha256 && encoding && format ? ({ sha256, encoding, format } as FeedFile['known']) : undefined;

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
