import type { EvaluationMessage } from '../../../schemas/messages.ts';
import { type Evaluation, isWorking, partOf, type WorkPhase } from '../../evaluation/evaluation.ts';
import type { Queue } from '../../runtime/queues.ts';

/** Sends a message for every shard that is not done. A shard that receives two messages is processed once. */
export async function sendShards(
  evaluation: Evaluation,
  queue: Queue,
  shards: readonly number[] = unfinishedShards(evaluation),
): Promise<void> {
  const { name, rehearsal, phase } = evaluation;
  const part = partOf(evaluation);
  const messages = shards.map(
    (shard): EvaluationMessage => ({
      name,
      rehearsal,
      phase: phase as WorkPhase,
      ...(part !== undefined && { part }),
      shard,
    }),
  );
  await queue.send(messages.map((message) => JSON.stringify(message)));
}

export const unfinishedShards = (evaluation: Evaluation): number[] =>
  isWorking(evaluation)
    ? Array.from({ length: evaluation.shards }, (_, shard) => shard).filter(
        (shard) => !evaluation.done.includes(shard),
      )
    : [];
