import { sendShards } from '../../lib/application/wiring/evaluation-queue.ts';
import {
  begun,
  type Evaluation,
  isWorking,
  progressOf,
  sumOfUpgraded,
  type Upgraded,
  upgradeName,
} from '../../lib/evaluation/evaluation.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { dayOf, yearOf } from '../../lib/shared/day.ts';
import type { UpgradeView } from '../../schemas/upgrade.ts';
import type { SteerCycleDeps } from './steer-cycle.ts';

/**
 * Starts a walk over the whole region that stores what earlier releases stored as this one does. It may be started any number
 * of times. The sweep sends messages that are lost, also those of a process that stopped after it noted the start.
 * @throws Problem 409
 */
export async function startUpgrade(
  { by, reason }: { by: string; reason: string },
  deps: SteerCycleDeps,
): Promise<UpgradeView> {
  const { runtime, evaluations, queue, shards } = deps;
  const now = runtime.clock();
  const before = await evaluations.read(upgradeName);
  if (before && isWorking(before)) throw running(before);
  const upgrade = begun(before, {
    year: yearOf(dayOf(now)),
    id: runtime.newId(),
    by,
    at: now.toISOString(),
    shards,
    upgrade: { reason },
  });
  if (!(await evaluations.put(upgrade))) throw running(upgrade);
  await sendShards(upgrade, queue);
  runtime.log.info('upgrade.started', { id: upgrade.id, by });
  return showUpgrade(deps);
}

const running = ({ cutoff }: Evaluation): Problem =>
  new Problem(
    409,
    'upgrade-running',
    `An upgrade of the region has been running since ${cutoff}. Follow it with GET /v1/upgrade.`,
  );

/** The progress of the last upgrade. */
export async function showUpgrade({
  runtime,
  evaluations,
}: Pick<SteerCycleDeps, 'runtime' | 'evaluations'>): Promise<UpgradeView> {
  const upgrade = await evaluations.read(upgradeName);
  if (!upgrade) return { state: 'none' };
  const { rehearsal, startedBy, cutoff, finishedAt } = upgrade;
  const walk = await evaluations.shards<Upgraded>(upgradeName, { rehearsal, phase: 'upgrade' });
  const failed = walk.flatMap((shard) => shard.failed ?? []);
  return {
    state: isWorking(upgrade) ? 'running' : 'finished',
    startedBy,
    startedAt: cutoff,
    ...(upgrade.upgrade && { reason: upgrade.upgrade.reason }),
    ...(finishedAt && { finishedAt }),
    progress: progressOf(upgrade, {
      subjects: walk.reduce((sum, { subjects }) => sum + subjects, 0),
      total: undefined,
      now: runtime.clock(),
    }),
    moved: sumOfUpgraded(walk.map(({ found }) => found)),
    ...(failed.length > 0 && { failed }),
  };
}
