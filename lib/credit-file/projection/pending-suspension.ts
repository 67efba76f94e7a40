import type { Fact } from '../facts/fact.ts';
import type { PendingSuspension } from './file-state.ts';
import type { Consequences } from './sanctions.ts';
import type { Suspension } from './suspension.ts';

/**
 * The suspension that waits for a second officer. It keeps its time limit while it rests on one of the same facts; the
 * officers behind it are read again, because a further record may have been added.
 */
export function pendingSuspensionOf(
  facts: readonly Fact[],
  { pending }: Consequences,
  { before, now, holdHours }: { before: PendingSuspension | undefined; now: Date; holdHours: number },
): PendingSuspension | undefined {
  if (!pending) return undefined;
  const proposedBy = officersBehind(facts.filter(({ key }) => pending.restsOn?.includes(key)));
  if (before && isSame(before.suspension, pending)) return { ...before, suspension: pending, proposedBy };
  return {
    suspension: pending,
    since: now.toISOString(),
    dueAt: new Date(now.getTime() + holdHours * 3_600_000).toISOString(),
    proposedBy,
  };
}

const isSame = (before: Suspension, pending: Suspension): boolean =>
  before.id === pending.id || (before.restsOn?.some((key) => pending.restsOn?.includes(key)) ?? false);

/** The officers who sent the facts or corrected them, each once. */
function officersBehind(facts: readonly Fact[]): string[] {
  const officers = facts.flatMap(({ origin: { by, person, correction } }) => [
    person ?? by,
    ...(correction ? [correction.by] : []),
  ]);
  return [...new Set(officers)].sort();
}
