import { officerOrigin } from '../../lib/composition/officer-origin.ts';
import { readCase, settleCase } from '../../lib/composition/settle-case.ts';
import { nextDeadline } from '../../lib/credit-file/case-state.ts';
import { countedFrom, type Deadlines } from '../../lib/credit-file/deadline.ts';
import type { CaseFact } from '../../lib/credit-file/fact.ts';
import { type SweepCasesDeps, type WaitingCase, waitingCases } from './sweep-cases.ts';

export interface RescheduleDeps extends SweepCasesDeps {
  readonly deadlines: Deadlines;
}

/** Counts what is due in open cases again, and notes a further fact where the calendar now answers otherwise. */
export async function rescheduleCases(deps: RescheduleDeps): Promise<void> {
  for await (const entry of waitingCases(deps.waiting))
    await deps.attempts.run(() => reschedule(entry, deps), { party: entry.party });
}

async function reschedule({ party, fact: key }: WaitingCase, deps: RescheduleDeps): Promise<void> {
  const { runtime, ports, deadlines } = deps;
  const opened = await readCase(party, key, ports);
  const { one, folder } = opened;
  const next = one && nextDeadline(one);
  if (!next) return;
  const { category, division } = one.fact;
  const { from, workingDays, on, provisional } = next.deadline;
  const deadline = await countedFrom(from, workingDays, { deadlines, place: { division } });
  if (deadline.on === on && deadline.provisional === provisional) return;
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
  await settleCase(opened, ports);
  runtime.log.info('case.rescheduled', { ...about, party: folder.party, before: on, on: deadline.on });
}
