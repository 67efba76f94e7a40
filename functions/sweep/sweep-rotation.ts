import { sendPassShards, unfinishedPassShards } from '../../lib/application/wiring/rotation-queue.ts';
import { type Rotation, withPass } from '../../lib/rotation/rotation.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { RotationStore } from '../../lib/store/rotation-store.ts';

export interface SweepRotationDeps {
  readonly runtime: Runtime;
  readonly rotations: Pick<RotationStore, 'newest' | 'put' | 'shards'>;
  readonly queue: Queue;
}

/** Seconds without progress after which a shard has lost its worker or its message. */
const stallSeconds = 60;

/** Starts the next pass of a rotation when it is due, and sends messages for stalled shards. */
export async function sweepRotation(deps: SweepRotationDeps): Promise<void> {
  const { runtime, rotations, queue } = deps;
  const rotation = await rotations.newest();
  const now = runtime.clock();
  if (rotation?.state === 'waiting' && rotation.passAt <= now.toISOString()) {
    const next = withPass(rotation, now.toISOString());
    if (await rotations.put(next)) await sendPassShards(next, queue);
  }
  if (rotation?.state !== 'resealing') return;
  const stalled = await stalledShards(rotation, new Date(now.getTime() - stallSeconds * 1000), deps);
  if (stalled.length === 0) return;
  runtime.log.warn('keys.resumed', { number: rotation.number, pass: rotation.pass, shards: stalled.length });
  await sendPassShards(rotation, queue, stalled);
}

async function stalledShards(
  rotation: Rotation,
  before: Date,
  { rotations }: SweepRotationDeps,
): Promise<number[]> {
  const shards = await rotations.shards(rotation);
  const movedAt = new Map(shards.map((work) => [work.shard, work.movedAt]));
  return unfinishedPassShards(rotation).filter(
    (shard) => (movedAt.get(shard) ?? rotation.passAt) < before.toISOString(),
  );
}
