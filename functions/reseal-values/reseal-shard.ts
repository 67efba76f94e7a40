import { sendPassShards } from '../../lib/application/wiring/rotation-queue.ts';
import {
  isLastShard,
  isNothingLeft,
  nothingFound,
  type PassShard,
  type Rotation,
  sumOf,
  withPassDone,
  withShardDone,
} from '../../lib/rotation/rotation.ts';
import type { KeyProvider } from '../../lib/runtime/key-provider.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { RotationStore } from '../../lib/store/rotation-store.ts';
import type { Item, Table } from '../../lib/store/table.ts';
import type { RotationMessage } from '../../schemas/messages.ts';
import { type ResealDeps, resealItems } from './reseal-items.ts';

export interface ResealShardDeps extends Omit<ResealDeps, 'table' | 'number'> {
  readonly runtime: Runtime;
  readonly table: Table;
  readonly rotations: RotationStore;
  readonly queue: Queue;
  readonly keyProvider: Pick<KeyProvider, 'list' | 'retire'>;
}

/** Items per page. If the worker is killed, at most the work on one page is lost. */
const itemsAPage = 200;
/** Milliseconds. With less time left in the call, the shard is handed over to the next call. */
const reserveMilliseconds = 30_000;

/**
 * Processes one shard page by page. The position and the findings are saved after each page. A worker stops when it
 * finds that another worker has advanced the shard. The last shard of a pass advances the rotation.
 */
export async function resealShard(
  message: RotationMessage,
  deps: ResealShardDeps,
  remaining: () => number,
): Promise<void> {
  const { rotations, queue } = deps;
  const { number, shard } = message;
  const rotation = await rotations.read(number);
  if (!rotation || !isOf(rotation, message) || rotation.done.includes(shard)) return;
  let known = (await rotations.readShard(number, message)) ?? firstOf(message, deps);
  while (!known.done) {
    if (remaining() < reserveMilliseconds) return sendPassShards(rotation, queue, [shard]);
    const next = await workedOn(known, rotation, deps);
    if (!(await rotations.putShard(number, next))) return;
    known = next;
  }
  await noteDone(message, deps);
}

const isOf = ({ state, pass }: Rotation, message: RotationMessage): boolean =>
  state === 'resealing' && pass === message.pass;

const firstOf = ({ pass, shard }: RotationMessage, { runtime }: ResealShardDeps): PassShard => ({
  pass,
  shard,
  revision: 0,
  done: false,
  movedAt: runtime.clock().toISOString(),
  found: nothingFound,
});

async function workedOn(
  known: PassShard,
  { number, shards }: Rotation,
  deps: ResealShardDeps,
): Promise<PassShard> {
  const { items, next } = await deps.table.scan({
    Segment: known.shard,
    TotalSegments: shards,
    Limit: itemsAPage,
    ConsistentRead: true,
    ...(known.position && { ExclusiveStartKey: JSON.parse(known.position) as Item }),
  });
  const found = await resealItems(items, { ...deps, number });
  return {
    ...known,
    revision: known.revision + 1,
    position: next && JSON.stringify(next),
    done: next === undefined,
    movedAt: deps.runtime.clock().toISOString(),
    found: sumOf([known.found, found]),
  };
}

/** Records the shard as done, and retries when other shards are recorded at the same time. */
async function noteDone(message: RotationMessage, deps: ResealShardDeps): Promise<void> {
  const { rotations } = deps;
  for (;;) {
    const rotation = await rotations.read(message.number);
    if (!rotation || !isOf(rotation, message)) return;
    const next = isLastShard(rotation, message.shard)
      ? await passDone(rotation, deps)
      : withShardDone(rotation, message.shard);
    if (await rotations.put(next)) return;
  }
}

/**
 * Retires the older keys before the rotation records that they are retired. After a crash between the two, the next
 * attempt finds them retired and records it.
 */
async function passDone(
  rotation: Rotation,
  { runtime, rotations, keyProvider }: ResealShardDeps,
): Promise<Rotation> {
  const { number, pass } = rotation;
  const at = runtime.clock().toISOString();
  const found = sumOf((await rotations.shards(rotation)).map((shard) => shard.found));
  if (isNothingLeft(rotation, found) && found.unreadable === 0) {
    const older = [...(await keyProvider.list()).keys()].filter((one) => one < number);
    await keyProvider.retire(older, at);
  }
  const next = withPassDone(rotation, found, at);
  runtime.log.info('keys.pass-done', { number, pass, state: next.state, ...found });
  return next;
}
