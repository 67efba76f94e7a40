import { deliverAgain } from '../../lib/application/deliveries/deliver-again.ts';
import type { RangeJoin } from '../../lib/convergence/join-range.ts';
import type { DifferenceCause } from '../../schemas/reasons/differences.ts';
import { type Judging, judge } from './judge.ts';

/** What a comparison delivers again by itself, if it was told to. The others need an officer. */
const repairable: ReadonlySet<DifferenceCause> = new Set([
  'missing-there',
  'extra-there',
  'other-content',
  'older-revision',
  'newer-revision',
]);

/** Delivers again what differs. A file that is changed concurrently is delivered by that change. */
export async function repairRange(join: RangeJoin, judging: Judging): Promise<void> {
  const { deps, receiver } = judging;
  for (const [pair, first] of join.verdicts()) {
    if (first.kind !== 'different' || !repairable.has(first.cause)) continue;
    const { difference, file } = await judge(pair, judging);
    if (!difference || !file || !repairable.has(difference.cause)) continue;
    await deliverAgain(file, receiver, {
      folders: deps.folders,
      hints: deps.hints,
      now: deps.runtime.clock(),
      versionThere: difference.versionThere,
      isOtherContent: difference.cause === 'other-content',
    });
  }
}
