import { type Comparison, comparedReceivers } from '../../lib/convergence/comparison.ts';
import { type CurrentComparison, withOrder } from '../../lib/convergence/current.ts';
import type { ComparisonDeps } from './deps.ts';

/**
 * Tells what a comparison found, and that it has ended. @returns the id of the comparison that waited behind it
 */
export async function conclude(known: Comparison, deps: ComparisonDeps): Promise<string | undefined> {
  const { comparisons, runtime } = deps;
  for (let isTold = false; ; ) {
    const current = await comparisons.current();
    if (!current || current.id !== known.id || current.isEnded) return undefined;
    // Told before it is noted as ended: a worker that is killed here tells it twice rather than never.
    if (!isTold) tell(known, deps);
    isTold = true;
    const ended = endedBy(current, known);
    const waiting = ended.waiting && { ...ended.waiting, startedAt: runtime.clock().toISOString() };
    const { waiting: _, ...idle } = ended;
    const next = waiting && withOrder(idle, { id: runtime.newId(), order: waiting });
    const written = { ...(next ?? idle), revision: current.revision + 1 };
    if (await comparisons.putCurrent(written)) return next?.id;
  }
}

function endedBy(current: CurrentComparison, known: Comparison): CurrentComparison {
  const endedAt = known.endedAt ?? known.movedAt;
  const compared = comparedReceivers(known).map((receiver) => [receiver, endedAt]);
  return {
    ...current,
    isEnded: true,
    comparedAt: { ...current.comparedAt, ...Object.fromEntries(compared) },
  };
}

function tell(known: Comparison, { runtime }: ComparisonDeps): void {
  const { log, metrics } = runtime;
  const compared = comparedReceivers(known);
  for (const receiver of known.receivers) {
    const part = known.parts[receiver];
    if (!part || !compared.includes(receiver)) {
      const problem = part?.problem ?? 'slow-comparison';
      log.warn('reconciliation.failed', { receiver, problem, comparison: known.id });
      continue;
    }
    const { equal, inFlight, different, causes } = part.counts;
    const strangers = causes['unowned-there'] ?? 0;
    metrics.add('ReconciliationDifferences', different);
    metrics.add('ReconciliationUnsettled', inFlight);
    log.info('reconciliation.done', {
      receiver,
      compared: equal + different,
      differences: different - strangers,
      strangers,
      unsettled: inFlight,
      comparison: known.id,
    });
  }
  metrics.add('ReconciliationFailed', compared.length < known.receivers.length ? 1 : 0);
}
