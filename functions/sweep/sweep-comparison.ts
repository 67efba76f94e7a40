import { receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { ComparisonStore } from '../../lib/store/comparison-store.ts';

export interface SweepComparisonDeps {
  readonly runtime: Pick<Runtime, 'clock' | 'log' | 'metrics'>;
  readonly comparisons: Pick<ComparisonStore, 'current' | 'read'>;
  readonly queue: Pick<Queue, 'send'>;
}

/** Seconds without progress after which a comparison has lost its worker or its message. */
const stallSeconds = 90;

/**
 * Sends a message for a comparison that does not go on, and for removals that were decided and not carried out. Measures
 * the age of the oldest comparison of a receiver that went to its end.
 */
export async function sweepComparison(deps: SweepComparisonDeps): Promise<void> {
  const { runtime, comparisons, queue } = deps;
  const current = await comparisons.current();
  if (!current) return;
  const now = runtime.clock();
  const oldest = receivers.map((receiver) => current.comparedAt[receiver] ?? current.since).sort()[0] ?? '';
  runtime.metrics.add('ReconciliationAgeSeconds', Math.max(0, (now.getTime() - Date.parse(oldest)) / 1000));
  const removals = (current.removals ?? []).map((removal) => JSON.stringify({ removal }));
  if (removals.length > 0) await queue.send(removals);
  if (current.isEnded) return;
  const known = await comparisons.read(current.id);
  const movedAt = Date.parse(known?.movedAt ?? current.order.startedAt);
  const isStalled = now.getTime() - movedAt > stallSeconds * 1000;
  if (!isStalled || (known?.dueAt ?? '') > now.toISOString()) return;
  runtime.log.warn('reconciliation.resumed', { comparison: current.id });
  await queue.send([JSON.stringify({ comparison: current.id })]);
}
