import { sendShards } from '../../lib/application/wiring/evaluation-queue.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Evaluation, type ShardWork, withShardDone } from '../../lib/evaluation/evaluation.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { EvaluationStore } from '../../lib/store/evaluation-store.ts';
import type { EvaluationMessage } from '../../schemas/messages.ts';
import type { PhaseWork } from './phase-work.ts';

export interface EvaluateShardDeps {
  readonly runtime: Runtime;
  readonly folders: Pick<FolderStore, 'scanFolders'>;
  readonly evaluations: EvaluationStore;
  readonly queue: Queue;
  /** The work of a phase on a page of folders. It is created once per call. */
  readonly workOf: (evaluation: Evaluation) => Promise<PhaseWork>;
}

/** Items per page. If the worker is killed, at most the work on one page is lost. */
const itemsAPage = 400;
/** Milliseconds. With less time left in the call, the shard is handed over to the next call. */
const reserveMilliseconds = 30_000;

/**
 * Processes one shard page by page. The position and the findings are saved after each page. A worker stops when it
 * finds that another worker has advanced the shard. The last shard of a phase advances the evaluation.
 */
export async function evaluateShard(
  message: EvaluationMessage,
  deps: EvaluateShardDeps,
  remaining: () => number,
): Promise<void> {
  const { evaluations, queue } = deps;
  const { name, rehearsal, phase, shard } = message;
  const evaluation = await evaluations.read(name);
  if (!evaluation || evaluation.rehearsal !== rehearsal || evaluation.phase !== phase) return;
  if (evaluation.done.includes(shard)) return;
  const work = await deps.workOf(evaluation);
  let known =
    (await evaluations.readShard(name, { rehearsal, phase, shard })) ?? firstOf(message, work, deps);
  while (!known.done) {
    if (remaining() < reserveMilliseconds) return sendShards(evaluation, queue, [shard]);
    const next = await workedOn(known, { work, evaluation, deps });
    if (!(await evaluations.putShard(name, next))) return;
    known = next;
  }
  await noteDone(message, deps);
}

const firstOf = (
  { rehearsal, phase, shard }: EvaluationMessage,
  { nothing }: PhaseWork,
  { runtime }: EvaluateShardDeps,
): ShardWork<unknown> => ({
  rehearsal,
  phase,
  shard,
  revision: 0,
  done: false,
  subjects: 0,
  movedAt: runtime.clock().toISOString(),
  found: nothing,
});

async function workedOn(
  known: ShardWork<unknown>,
  { work, evaluation, deps }: { work: PhaseWork; evaluation: Evaluation; deps: EvaluateShardDeps },
): Promise<ShardWork<unknown>> {
  const { folders, next } = await deps.folders.scanFolders({
    shard: known.shard,
    shards: evaluation.shards,
    after: known.position,
    limit: itemsAPage,
  });
  const { found, subjects } = await work.page(folders, known.found);
  return {
    ...known,
    revision: known.revision + 1,
    position: next,
    done: next === undefined,
    subjects: known.subjects + subjects,
    movedAt: deps.runtime.clock().toISOString(),
    found,
  };
}

/** Records the shard as done, and retries when other shards are recorded at the same time. */
async function noteDone(
  { name, rehearsal, phase, shard }: EvaluationMessage,
  { runtime, evaluations, queue }: EvaluateShardDeps,
): Promise<void> {
  for (;;) {
    const evaluation = await evaluations.read(name);
    if (!evaluation || evaluation.rehearsal !== rehearsal || evaluation.phase !== phase) return;
    const next = withShardDone(evaluation, shard, runtime.clock().toISOString());
    if (!(await evaluations.put(next))) continue;
    if (next.phase !== phase) {
      runtime.log.info('evaluation.moved', { name, rehearsal, phase: next.phase });
      await sendShards(next, queue);
    }
    return;
  }
}
