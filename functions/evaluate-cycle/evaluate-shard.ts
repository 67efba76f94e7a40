import { sendShards } from '../../lib/application/wiring/evaluation-queue.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import {
  type Evaluation,
  failedMost,
  partOf,
  type ShardWork,
  withShardDone,
} from '../../lib/evaluation/evaluation.ts';
import { withNothingLeft } from '../../lib/evaluation/levels.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { Fault } from '../../lib/shared/fault.ts';
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
 * @throws Fault `subject-failed` when the shard is walked to its end and some of its parties failed
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
    if (!known.done && known.position === undefined) throw failing(known);
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
  const { found, subjects, failed: more = [] } = await work.page(folders, known.found);
  const before = known.position === undefined ? [] : (known.failed ?? []);
  const failed = [...before, ...more].slice(0, failedMost);
  const step = {
    ...known,
    revision: known.revision + 1,
    movedAt: deps.runtime.clock().toISOString(),
    failed: failed.length > 0 ? failed : undefined,
  };
  // What is published is passed over, so the next walk tries the failed parties alone.
  if (next === undefined && failed.length > 0)
    return { ...step, position: undefined, subjects: 0, found: work.isDoneOnce ? found : work.nothing };
  return {
    ...step,
    position: next,
    done: next === undefined,
    subjects: known.subjects + subjects,
    found,
  };
}

const failing = ({ shard, failed = [] }: ShardWork<unknown>): Fault =>
  new Fault(
    'subject-failed',
    `Shard ${shard} has ${failed.length} parties that failed; all others are done. ${failed[0]?.party}: ${failed[0]?.message}`,
  );

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
