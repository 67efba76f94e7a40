import { type Comparison, withProblem } from '../../lib/convergence/comparison.ts';
import type { ReceiverFailure } from '../../lib/delivery/index.ts';

/** Seconds before a receiver that did not answer is asked again; after the last one it is not compared. */
const delaysSeconds = [30, 120, 600, 1800, 3600];

/** The comparison after a receiver did not answer. */
export function afterFailure(known: Comparison, { reason }: ReceiverFailure, now: Date): Comparison {
  const delay = delaysSeconds[known.failures];
  if (delay === undefined) return { ...withProblem(known, reason), failures: 0, dueAt: undefined };
  const dueAt = new Date(now.getTime() + delay * 1000).toISOString();
  return { ...known, failures: known.failures + 1, dueAt };
}
