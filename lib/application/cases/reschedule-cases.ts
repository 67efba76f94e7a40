import { nextDeadline } from '../../credit-file/cases/case-state.ts';
import { countedFrom, type Deadlines } from '../../credit-file/cases/deadline.ts';
import type { CaseFact } from '../../credit-file/facts/fact.ts';
import { officerOrigin } from '../../credit-file/facts/officer-origin.ts';
import type { ProjectionPorts } from '../../credit-file/projection-ports.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Day } from '../../shared/day.ts';
import type { WaitingStore } from '../../store/waiting-store.ts';
import { applyCase, readCase } from './resolve-case.ts';
import { type WaitingCase, waitingCases } from './waiting-cases.ts';

export interface RescheduleDeps {
  readonly runtime: Runtime;
  readonly waiting: Pick<WaitingStore, 'list'>;
  readonly ports: ProjectionPorts;
  readonly deadlines: Deadlines;
}

/** A deadline that moved to another day or is no longer provisional. */
export interface DeadlineChange {
  readonly caseId: string;
  readonly before: Day;
  readonly after: Day;
  readonly provisional: boolean;
}

/**
 * Calculates the deadlines of all open cases again. Where the calendar now gives another day, a deadline fact is added.
 */
export async function* rescheduleCases(deps: RescheduleDeps): AsyncGenerator<DeadlineChange> {
  for await (const entry of waitingCases(deps.waiting)) {
    const change = await reschedule(entry, deps);
    if (change) yield change;
  }
}

async function reschedule(
  { party, fact: key }: WaitingCase,
  { runtime, ports, deadlines }: RescheduleDeps,
): Promise<DeadlineChange | undefined> {
  const opened = await readCase(party, key, ports);
  const { one, folder } = opened;
  const next = one && nextDeadline(one);
  if (!next) return undefined;
  const { category, division } = one.fact;
  const { from, workingDays, on: before, provisional } = next.deadline;
  const deadline = await countedFrom(from, workingDays, { deadlines, place: { division } });
  if (deadline.on === before && deadline.provisional === provisional) return undefined;
  const at = runtime.clock().toISOString();
  const about = { category, case: one.id, of: one.kind, what: next.what } as const;
  const fact: CaseFact = {
    type: 'deadline',
    key: `T.${key}.${next.what}.${at}`,
    origin: officerOrigin('calendar', at),
    ...about,
    deadline,
  };
  await ports.store.addFact(folder.party, fact);
  await applyCase(opened, ports);
  const { on: after } = deadline;
  runtime.log.info('case.rescheduled', { ...about, party: folder.party, before, on: after });
  return { caseId: `${category}.${party}.${one.id}`, before, after, provisional: deadline.provisional };
}
