import type { RotationMessage } from '../../../schemas/messages.ts';
import type { Rotation } from '../../rotation/rotation.ts';
import type { Queue } from '../../runtime/queues.ts';

/** Sends a message for every shard of a pass that is not done. A shard that receives two messages is processed once. */
export async function sendPassShards(
  rotation: Rotation,
  queue: Queue,
  shards: readonly number[] = unfinishedPassShards(rotation),
): Promise<void> {
  const { number, pass } = rotation;
  const messages = shards.map((shard): RotationMessage => ({ number, pass, shard }));
  await queue.send(messages.map((message) => JSON.stringify(message)));
}

export const unfinishedPassShards = ({ state, shards, done }: Rotation): number[] =>
  state === 'resealing'
    ? Array.from({ length: shards }, (_, shard) => shard).filter((shard) => !done.includes(shard))
    : [];
