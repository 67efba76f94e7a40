import { deliverAgain } from '../../lib/application/deliveries/deliver-again.ts';
import type { Pair, RangeJoin } from '../../lib/convergence/join-range.ts';
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

const atOnce = 16;

/** Delivers again what differs. A file that is changed concurrently is delivered by that change. */
export async function repairRange(join: RangeJoin, judging: Judging): Promise<void> {
  let some: Pair[] = [];
  const repair = async (): Promise<void> => {
    await Promise.all(some.map((pair) => repairOne(pair, judging)));
    some = [];
  };
  for (const [pair, first] of join.verdicts()) {
    if (first.kind === 'different' && repairable.has(first.cause)) some.push(pair);
    if (some.length === atOnce) await repair();
  }
  await repair();
}

async function repairOne(pair: Pair, judging: Judging): Promise<void> {
  const { deps, receiver } = judging;
  const { difference, file } = await judge(pair, judging);
  if (!difference || !file || !repairable.has(difference.cause)) return;
  await deliverAgain(file, receiver, {
    folders: deps.folders,
    hints: deps.hints,
    now: deps.runtime.clock(),
    versionThere: difference.versionThere,
    isOtherContent: difference.cause === 'other-content',
  });
}
