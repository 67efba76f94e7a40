import {
  begun,
  isBrokenOff,
  isRunning,
  type PassShard,
  type Rotation,
  sumOf,
  withKey,
} from '../../lib/rotation/rotation.ts';
import type { KeyProvider } from '../../lib/runtime/key-provider.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { RotationStore } from '../../lib/store/rotation-store.ts';
import type { RotationView } from '../../schemas/keys.ts';

export interface RotateKeysDeps {
  readonly runtime: Runtime;
  readonly rotations: RotationStore;
  readonly keyProvider: Pick<KeyProvider, 'list' | 'make'>;
  /** Shards of the table that are processed in parallel. */
  readonly shards: number;
}

/**
 * Makes the next data key. The rotation is recorded with its author, then the key is made, then the rotation records
 * that it exists. After a crash between these steps, the same request continues.
 * @throws Problem 409
 */
export async function rotateKeys(
  { by, reason }: { by: string; reason: string },
  deps: RotateKeysDeps,
): Promise<RotationView> {
  const { runtime, rotations, keyProvider, shards } = deps;
  const startedAt = runtime.clock().toISOString();
  const last = await rotations.newest();
  const broken = last && isBrokenOff(last, startedAt) ? last : undefined;
  if (last && !broken && isRunning(last)) {
    throw new Problem(
      409,
      'rotation-running',
      `Data key ${last.number} was made at ${last.startedAt}, and what older keys sealed is being sealed anew. Follow it with GET /v1/keys/rotation.`,
    );
  }
  const number = broken?.number ?? newestOf(await keyProvider.list()) + 1;
  const making = begun(broken, { number, reason, startedBy: by, startedAt, shards });
  await moved(making, rotations);
  await keyProvider.make(number);
  await moved(withKey(making, runtime.clock().toISOString()), rotations);
  runtime.log.info('keys.rotated', { number, by });
  return showRotation(deps);
}

/** The number of the key that seals, and the progress of the last rotation. */
export async function showRotation({
  rotations,
  keyProvider,
}: Pick<RotateKeysDeps, 'rotations' | 'keyProvider'>): Promise<RotationView> {
  const rotation = await rotations.newest();
  const list = await keyProvider.list();
  const keys = [...list].map(([number, { retiredAt }]) => ({ number, ...(retiredAt && { retiredAt }) }));
  const known = { current: newestOf(list), keys };
  if (!rotation) return { ...known, state: 'none', done: 0, remaining: 0, unreadable: 0 };
  const now = rotation.state === 'resealing' ? await rotations.shards(rotation) : [];
  return { ...known, ...progressOf(rotation, now) };
}

function progressOf(
  rotation: Rotation,
  shards: readonly PassShard[],
): Omit<RotationView, 'current' | 'keys'> {
  const { state, reason, startedBy, startedAt, finishedAt, pass, passAt } = rotation;
  const { resealed, unreadable } = sumOf([rotation.before, ...shards.map(({ found }) => found)]);
  return {
    state,
    done: resealed,
    ...(finishedAt && { remaining: unreadable, finishedAt }),
    unreadable,
    pass,
    passAt,
    shards: rotation.shards,
    shardsDone: finishedAt ? rotation.shards : rotation.done.length,
    reason,
    startedBy,
    startedAt,
  };
}

const newestOf = (keys: ReadonlyMap<number, unknown>): number => Math.max(0, ...keys.keys());

async function moved(rotation: Rotation, rotations: RotationStore): Promise<void> {
  if (await rotations.put(rotation)) return;
  throw new Problem(409, 'rotation-moved', 'Somebody else began a rotation just now. Look at it again.');
}
