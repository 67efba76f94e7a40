import { sendShards, unfinishedShards } from '../../lib/application/wiring/evaluation-queue.ts';
import {
  comeDue,
  type Evaluation,
  isWorking,
  partOf,
  type ShardWork,
  type WorkPhase,
} from '../../lib/evaluation/evaluation.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { EvaluationStore } from '../../lib/store/evaluation-store.ts';

/** Seconds without progress after which a shard has lost its worker or its message. */
const stallSeconds = 60;
/** Minutes after which a shard with parties that failed is walked again. The cause is mended by people. */
const failedMinutes = 30;

/** Sends messages for the stalled shards of running evaluations. */
export async function sweepEvaluations({
  runtime,
  evaluations,
  queue,
}: {
  runtime: Runtime;
  evaluations: EvaluationStore;
  queue: Queue;
}): Promise<void> {
  await startDueChanges({ runtime, evaluations });
  const stalledBefore = new Date(runtime.clock().getTime() - stallSeconds * 1000).toISOString();
  for (const evaluation of (await evaluations.list()).filter(isWorking)) {
    const stalled = await stalledShards(evaluation, stalledBefore, evaluations);
    if (stalled.length === 0) continue;
    runtime.log.warn('evaluation.resumed', { name: evaluation.name, shards: stalled.length });
    await sendShards(evaluation, queue, stalled);
  }
}

/** Released policy values whose first day has come: all files are projected with them. */
async function startDueChanges({
  runtime,
  evaluations,
}: {
  runtime: Runtime;
  evaluations: EvaluationStore;
}): Promise<void> {
  const now = runtime.clock();
  for (const evaluation of await evaluations.list()) {
    const isDue = evaluation.phase === 'scheduled' && (evaluation.change?.from ?? '') <= dayOf(now);
    if (isDue) await evaluations.put(comeDue(evaluation, now.toISOString()));
  }
}

async function stalledShards(
  evaluation: Evaluation,
  before: string,
  evaluations: EvaluationStore,
): Promise<number[]> {
  const { name, rehearsal, phase, phaseStartedAt } = evaluation;
  const walk = { rehearsal, phase: phase as WorkPhase, part: partOf(evaluation) };
  const shards = await evaluations.shards<unknown>(name, walk);
  const movedAt = new Map(shards.map((work) => [work.shard, restsUntil(work)]));
  return unfinishedShards(evaluation).filter((shard) => (movedAt.get(shard) ?? phaseStartedAt) < before);
}

/** A shard that has ended a walk without some of its parties rests. */
function restsUntil({ movedAt, failed, position }: ShardWork<unknown>): string {
  if (!failed || position !== undefined) return movedAt;
  return new Date(Date.parse(movedAt) + (failedMinutes * 60 - stallSeconds) * 1000).toISOString();
}
