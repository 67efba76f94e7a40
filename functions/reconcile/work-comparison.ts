import { begunAgain, begunComparison, type Comparison } from '../../lib/convergence/comparison.ts';
import type { CurrentComparison } from '../../lib/convergence/current.ts';
import { isOver } from '../../lib/convergence/current.ts';
import { compareStep } from './compare-step.ts';
import { conclude } from './conclude.ts';
import type { ComparisonDeps } from './deps.ts';
import { filesStep } from './files-step.ts';
import { listStep } from './list-step.ts';

/** Milliseconds. With less time left in the call, the comparison goes on in the next one. */
const reserveMilliseconds = 90_000;

const steps: Readonly<
  Record<'list' | 'files' | 'compare', (known: Comparison, deps: ComparisonDeps) => Promise<Comparison>>
> = { list: listStep, files: filesStep, compare: compareStep };

/**
 * Works on the comparison that is under way, step by step. Position and counts are written after each step; a worker that
 * was killed loses one step. Of two workers at once the slower one stops at its write.
 */
export async function workComparison(
  id: string,
  deps: ComparisonDeps,
  remaining: () => number,
): Promise<void> {
  const current = await deps.comparisons.current();
  if (!current || current.id !== id || current.isEnded) return;
  const fresh = begunComparison(id, current.order, deps.maker.vault.newestKey());
  let known = (await deps.comparisons.read(id)) ?? fresh;
  while (known.phase !== 'ended') {
    if ((known.dueAt ?? '') > deps.runtime.clock().toISOString()) return;
    if (remaining() < reserveMilliseconds) return goOn(id, deps);
    const next = await advanced(known, current, deps);
    await deps.hints.flush();
    if (!(await deps.comparisons.put(next))) return;
    known = next;
  }
  const following = await conclude(known, deps);
  if (following) await goOn(following, deps);
}

async function advanced(
  known: Comparison,
  { order }: CurrentComparison,
  deps: ComparisonDeps,
): Promise<Comparison> {
  const { phase } = known;
  const now = deps.runtime.clock();
  if (phase === 'ended') return known;
  const newestKey = deps.maker.vault.newestKey();
  const work = known.keyNumber === newestKey ? steps[phase] : async () => begunAgain(known, newestKey);
  const next = isOver(order, now)
    ? ({ ...known, phase: 'ended', isCutShort: true } as const)
    : await work(known, deps);
  const at = deps.runtime.clock().toISOString();
  const isStuck = next.failures > known.failures;
  return {
    ...next,
    revision: known.revision + 1,
    movedAt: at,
    ...(!isStuck && { failures: 0, dueAt: undefined }),
    ...(next.phase === 'ended' && { endedAt: at }),
  };
}

const goOn = (id: string, { queue }: ComparisonDeps): Promise<void> =>
  queue.send([JSON.stringify({ comparison: id })]);
