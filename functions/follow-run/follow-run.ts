import { extname, parse } from 'node:path';
import type * as z from 'zod';
import { notedView, problemView } from '../../lib/application/intake/run-views.ts';
import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import { FileProblem, writeAnswer } from '../../lib/feeds/index.ts';
import type { QuarantineStore } from '../../lib/feeds/quarantine.ts';
import {
  type CountedRun,
  type Run,
  type RunProblem,
  type RunStore,
  stillSince,
} from '../../lib/feeds/run.ts';
import { attachment } from '../../lib/runtime/attachment.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import type { HttpAnswer } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { runView } from '../../schemas/api.ts';
import { afterRow, refusedBehind, writePage } from './answer-page.ts';

export interface FollowRunDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly quarantine: QuarantineStore;
  readonly bucket: Bucket;
  readonly vault: Vault;
  readonly objects: Queue;
}

/**
 * The run as its sender sees it. While the run is in progress, the counts are those of the batches processed so far.
 */
export function viewOf(
  { run, counts }: CountedRun,
  { runtime, vault }: Pick<FollowRunDeps, 'runtime' | 'vault'>,
): z.infer<typeof runView> {
  const { runId, source, status, startedAt, finishedAt, ignoredColumns } = run;
  const problem = run.problem ?? standingStill(run, runtime.clock());
  const { sha256, bytes, encoding, format, template, sealedName, page, passedOver } = run;
  const { parts, partOf } = run;
  return {
    runId,
    source,
    file: {
      ...(sealedName && { name: vault.open(sealedName as Sealed, runId) }),
      ...(sha256 && { sha256 }),
      ...(bytes !== undefined && { bytes }),
      ...(encoding && { encoding }),
      ...(format && { format }),
      ...(template && { template }),
    },
    status,
    ...counts,
    ignoredColumns: [...ignoredColumns],
    ...(passedOver && { passedOver: [...passedOver] }),
    ...(parts && { parts: [...parts] }),
    ...(partOf && { partOf: partOf.runId }),
    ...(page && { page }),
    ...notedView(run),
    startedAt,
    ...(finishedAt && { finishedAt }),
    ...(problem && { problem: problemView(problem) }),
  };
}

/** What a sender is told of a run that nobody ends: the bureau knows, and sending the file again helps nothing. */
function standingStill(run: Run, now: Date): RunProblem | undefined {
  const since = stillSince(run, now);
  if (since === undefined) return undefined;
  return {
    code: 'standing-still',
    detail: `No further rows were processed since ${since}. The bureau is alarmed. Do not send the file again: what was received goes on by itself once the cause is mended.`,
  };
}

/**
 * The rows that were not accepted, as a file in the sender's own format. Rows that one answer cannot hold follow in a
 * further file, behind the row that `next-after` names.
 * @throws Problem 400, 409
 */
export async function answerOf(
  run: Run,
  after: string | undefined,
  { quarantine, bucket, vault }: Pick<FollowRunDeps, 'quarantine' | 'bucket' | 'vault'>,
): Promise<HttpAnswer> {
  const { runId, status, problem, sealedName, parts } = run;
  if (status === 'held' || status === 'running') {
    throw new Problem(409, 'run-not-done', 'The run is not done. Ask for the answer once it is completed.');
  }
  if (parts) {
    const detail =
      'The file is an archive, and each of its files is a run. Ask for the answer of each of `parts`.';
    throw new Problem(409, 'run-has-parts', detail);
  }
  const refused = await refusedBehind(runId, afterRow(after), quarantine);
  const bytes = await bucket.size(runId);
  if (bytes === undefined) {
    const { code, detail } = problem ?? {
      code: 'object-missing',
      detail: 'No file of this run has arrived.',
    };
    throw new Problem(409, code, detail);
  }
  try {
    const sent = { bytes, open: () => bucket.read(runId) };
    const { file, last } = await writePage(refused, (rows) => writeAnswer(sent, rows, run.source));
    const { contentType, fileName, body } = file;
    const own = sealedName && vault.open(sealedName as Sealed, runId);
    return {
      status: 200,
      headers: {
        'content-type': contentType,
        'content-disposition': attachment(fileName, own && answerName(own, fileName)),
        'x-content-type-options': 'nosniff',
        ...(last !== undefined && { 'next-after': String(last) }),
      },
      body,
    };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw new Problem(409, problem?.code ?? error.code, problem?.detail ?? error.detail);
  }
}

/** The sender's own file name with 答复. */
const answerName = (own: string, fileName: string): string => `${parse(own).name}-答复${extname(fileName)}`;

/**
 * Releases a held run. What it was held for (columns, list bounds, names) is accepted, and the run records them. A
 * column with amounts or identifiers is never ignored.
 * @throws Problem 409
 */
export async function releaseRun(
  run: Run,
  { runtime, runs, objects }: FollowRunDeps,
): Promise<{ runId: string }> {
  const { runId, status, problem, ignoredColumns } = run;
  if (status === 'held' && problem?.kept && problem.kept.length > 0)
    throw new Problem(
      409,
      'column-not-ignorable',
      `The run is not released: ${problem.kept.join(', ')} hold amounts or identifiers. Correct the names and send the file again.`,
    );
  const movedAt = runtime.clock().toISOString();
  const released = await runs.update(
    runId,
    {
      status: 'running',
      problem: undefined,
      ...(problem?.code === 'snapshot-bounds' && { isBoundsReleased: true }),
      ...(problem?.code === 'names-shifted' && { isNamesReleased: true }),
      ignoredColumns: [...new Set([...ignoredColumns, ...(problem?.columns ?? [])])],
      movedAt,
    },
    ['held'],
  );
  if (!released)
    throw new Problem(409, 'run-not-held', `The run is ${run.status}: only a held one is released.`);
  await objects.send([JSON.stringify({ release: { runId } })]);
  runtime.log.info('run.released', { runId });
  return { runId };
}

/**
 * Ends a held run on the word of its sender: nothing of it was taken, and nothing will be.
 * @throws Problem 409
 */
export async function withdrawRun(run: Run, { runtime, runs }: FollowRunDeps): Promise<Run> {
  const { runId, source } = run;
  const at = runtime.clock().toISOString();
  const detail = 'The sender withdrew the file before any row counted. Send the right file instead.';
  const problem = { code: 'withdrawn', detail } as const;
  const withdrawn = await runs.update(runId, { status: 'failed', problem, finishedAt: at, movedAt: at }, [
    'held',
  ]);
  if (!withdrawn)
    throw new Problem(409, 'run-not-held', `The run is ${run.status}: only a held one is withdrawn.`);
  runtime.log.info('run.withdrawn', { runId, source });
  return withdrawn;
}
