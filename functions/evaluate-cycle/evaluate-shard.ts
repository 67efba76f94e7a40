import { sendShards } from '../../lib/application/wiring/evaluation-queue.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Evaluation, partOf, type ShardWork, withShardDone } from '../../lib/evaluation/evaluation.ts';
import { withNothingLeft } from '../../lib/evaluation/levels.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { EvaluationStore } from '../../lib/store/evaluation-store.ts';
import type { EvaluationMessage } from '../../schemas/messages.ts';
import type { PhaseWork } from './phase-work.ts';
import type { Published } from './publish-party.ts';

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
  const { name, shard } = message;
  const evaluation = await evaluations.read(name);
  if (!evaluation || !isAbout(message, evaluation) || evaluation.done.includes(shard)) return;
  const work = await deps.workOf(evaluation);
  let known = (await evaluations.readShard(name, message)) ?? firstOf(message, work, deps);
  while (!known.done) {
    if (remaining() < reserveMilliseconds) return sendShards(evaluation, queue, [shard]);
    const next = await workedOn(known, { work, evaluation, deps });
    if (!(await evaluations.putShard(name, next))) return;
    known = next;
  }
  await noteDone(message, deps);
}

/** Whether the evaluation is where it was when the message was sent. */
const isAbout = ({ rehearsal, phase, part }: EvaluationMessage, evaluation: Evaluation): boolean =>
  evaluation.rehearsal === rehearsal && evaluation.phase === phase && partOf(evaluation) === part;

const firstOf = (
  { rehearsal, phase, part, shard }: EvaluationMessage,
  { nothing }: PhaseWork,
  { runtime }: EvaluateShardDeps,
): ShardWork<unknown> => ({
  rehearsal,
  phase,
  ...(part !== undefined && { part }),
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
  message: EvaluationMessage,
  { runtime, evaluations, queue }: EvaluateShardDeps,
): Promise<void> {
  const { name, rehearsal, phase, shard } = message;
  for (;;) {
    const evaluation = await evaluations.read(name);
    if (!evaluation || !isAbout(message, evaluation)) return;
    const done = withShardDone(evaluation, shard, runtime.clock().toISOString());
    const isPartDone = phase === 'publish-part' && done.phase !== phase;
    const next = isPartDone && (await leftIn(message, evaluations)) === 0 ? withNothingLeft(done) : done;
    if (!(await evaluations.put(next))) continue;
    if (next.phase !== phase) {
      runtime.log.info('evaluation.moved', { name, rehearsal, phase: next.phase });
      await sendShards(next, queue);
    }
    return;
  }
}

/** Subjects that the release of a prefecture has left unpublished. */
async function leftIn(
  { name, rehearsal, phase, part }: EvaluationMessage,
  evaluations: EvaluationStore,
): Promise<number> {
  const shards = await evaluations.shards<Published>(name, { rehearsal, phase, part });
  return shards.reduce((sum, { found }) => sum + found.left, 0);
}
