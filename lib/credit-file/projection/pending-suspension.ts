import type { Fact } from '../facts/fact.ts';
import type { PendingSuspension } from './file-state.ts';
import type { Consequences } from './sanctions.ts';

/**
 * The suspension that waits for a second officer. The same suspension keeps its time limit; the officers behind it
 * are read again, because a further record may have been added.
 */
export function pendingSuspensionOf(
  facts: readonly Fact[],
  { pending, pendingFor = [] }: Consequences,
  { before, now, holdHours }: { before: PendingSuspension | undefined; now: Date; holdHours: number },
): PendingSuspension | undefined {
  if (!pending) return undefined;
  const proposedBy = officersBehind(facts.filter(({ key }) => pendingFor.includes(key)));
  if (before?.suspension.id === pending.id) return { ...before, proposedBy };
  return {
    suspension: pending,
    since: now.toISOString(),
    dueAt: new Date(now.getTime() + holdHours * 3_600_000).toISOString(),
    proposedBy,
  };
}

/** The officers who sent the facts or corrected them, each once. */
function officersBehind(facts: readonly Fact[]): string[] {
  const officers = facts.flatMap(({ origin: { by, correction } }) => [
    by,
    ...(correction ? [correction.by] : []),
  ]);
  return [...new Set(officers)].sort();
}
