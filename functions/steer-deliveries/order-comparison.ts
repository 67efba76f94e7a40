import { beginComparison } from '../../lib/application/deliveries/begin-comparison.ts';
import { begunComparison } from '../../lib/convergence/comparison.ts';
import { receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { ComparisonStore } from '../../lib/store/comparison-store.ts';
import type { ConvergenceView } from '../../schemas/convergence.ts';
import { convergenceView } from './convergence-view.ts';

/**
 * Begins a comparison that repairs nothing. If its message is lost, the sweep sends another one.
 * @throws Problem 409
 */
export async function orderComparison(
  by: string,
  {
    runtime,
    comparisons,
    queue,
  }: {
    runtime: Pick<Runtime, 'clock' | 'newId'>;
    comparisons: Pick<ComparisonStore, 'current' | 'putCurrent'>;
    queue: Pick<Queue, 'send'>;
  },
): Promise<ConvergenceView> {
  const order = { startedAt: runtime.clock().toISOString(), by, repairs: false, receivers };
  const begun = await beginComparison(order, { comparisons, newId: runtime.newId });
  if (!begun.isBegun) {
    const { id, order: running } = begun.current;
    throw new Problem(
      409,
      'comparison-running',
      `Comparison ${id} began at ${running.startedAt} and is under way. Follow it with GET /v1/convergence.`,
    );
  }
  await queue.send([JSON.stringify({ comparison: begun.id })]);
  return convergenceView(begunComparison(begun.id, order));
}
