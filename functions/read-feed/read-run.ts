import { checkFinding } from '../../lib/application/intake/check-finding.ts';
import { type HoldDeps, problemBefore } from '../../lib/application/intake/hold-file.ts';
import { rowsPeeked } from '../../lib/application/intake/shifted-names.ts';
import { sourceSettingsOf } from '../../lib/application/settings/source-settings.ts';
import { byParty } from '../../lib/feeds/by-party.ts';
import { type FeedFile, FileProblem, peekRows, readFeed, type SourceFile } from '../../lib/feeds/index.ts';
import { listOf } from '../../lib/feeds/list.ts';
import {
  batchesPerPage,
  canBeSplit,
  canBeWhole,
  type Run,
  type RunProblem,
  type RunStore,
  rowsBeforeWindow,
  rowsPerBatch,
} from '../../lib/feeds/run.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { Fault } from '../../lib/shared/fault.ts';
import { keepAlive, notesEvery } from './keep-alive.ts';
import { type SendBatchesDeps, sendBatches } from './send-batches.ts';
import { type SplitRunDeps, splitRun } from './split-run.ts';

export interface ReadRunDeps extends SendBatchesDeps, HoldDeps, SplitRunDeps {
  readonly bucket: Pick<Bucket, 'size' | 'read' | 'put'>;
}

/**
 * Reads the file of a run into batches of rows on the records queue. A batch always contains the same rows, so that
 * another reader can continue after a crash. A batch that is sent twice is counted once.
 */
export async function readRun(runId: string, deps: ReadRunDeps, remaining: () => number): Promise<void> {
  const { runtime, runs, bucket } = deps;
  const run = await runs.read(runId);
  if (run?.status !== 'running' || run.batches !== undefined) return;
  const bytes = await bucket.size(runId);
  if (bytes === undefined)
    throw new Fault('object-missing', `The object of run ${runId} is not there (yet).`);
  const note = () => runs.update(runId, { movedAt: now(runtime) }, ['running']);
  if (runtime.clock().getTime() > Date.parse(run.movedAt) + notesEvery) await note();
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
  const skip = rowsBeforeWindow(first, run);
  const reading = await readFeed({ ...feedFile, skip, readings: run.readings });
  if (!reading.ok) {
    const { kind, code, detail, columns, fits, near, kept, ...known } = reading.error;
    if (code === 'zip-of-files' && canBeSplit(run))
      return takeApart(run, { file: feedFile.file, known: { bytes, ...known } }, deps);
    const problem = { code, detail, columns, fits, near, kept };
    await stop(run, deps, { status: kind, problem, known: { bytes, ...known } });
    return;
  }
  const { sha256, encoding, format, template, isSnapshot, page, passedOver, rows } = reading.value;
  const list = isSnapshot && canBeWhole(run) ? listOf(run.source, template) : undefined;
  const known = {
    ...{ bytes, sha256, encoding, format, template, list },
    ...(page && { page }),
    ...(passedOver.length > 0 && { passedOver }),
  };
  try {
    const peeked = await peekRows(rows, first <= 0 ? rowsPeeked : 0);
    const looked = { list, feedFile, bounds: reading.value.bounds, first: peeked.first };
    const problem = first <= 0 ? await problemBefore(run, looked, deps) : undefined;
    if (problem) {
      await peeked.close();
      return stop(run, deps, { status: 'held', problem, known });
    }
    const ordered = byParty(peeked.rows, { window: run.window, passed: first * rowsPerBatch - skip });
    const sending = { ...reading.value, rows: ordered, first, remaining, list, known };
    await sendBatches(run, sending, deps);
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    await stop(run, deps, { status: 'failed', problem, known });
  }
}

async function takeApart(
  run: Run,
  { file, known }: { file: SourceFile; known: Partial<Run> },
  deps: ReadRunDeps,
): Promise<void> {
  const archive = { ...known, format: 'zip' };
  try {
    await splitRun(run, { file, known: archive }, deps);
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    await stop(run, deps, { status: 'failed', problem, known: archive });
  }
}

/**
 * The batch to continue with: after those recorded as sent and after the counted pages without a gap. The last counted
 * page is read again, because it may be the last page of the file and incomplete. Before more than that page is sent, the
 * hash of the file is noted.
 */
async function firstBatch({ runId, batchesSent, sha256 }: Run, runs: RunStore): Promise<number> {
  if (sha256 === undefined) return 0;
  const { gapless } = await runs.progress(runId);
  return Math.max(batchesSent, (gapless - 1) * batchesPerPage);
}

/** What an earlier reader found out in a complete pass. It stays valid because the file never changes. */
const knownOf = ({ sha256, encoding, format }: Run): FeedFile['known'] =>
  sha256 && encoding && format ? ({ sha256, encoding, format } as FeedFile['known']) : undefined;

const now = (runtime: Runtime): string => runtime.clock().toISOString();

/**
 * The problem of a file that turns out to be damaged while it is read. The run fails, and rows read before stay
 * counted.
 */
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
