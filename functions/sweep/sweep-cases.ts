import { applyCase, noteDue, type OpenedCase, readCase } from '../../lib/application/cases/resolve-case.ts';
import { type WaitingCase, waitingCases } from '../../lib/application/cases/waiting-cases.ts';
import { needsOfficer, nextDeadline } from '../../lib/credit-file/cases/case-state.ts';
import type { ProjectionPorts } from '../../lib/credit-file/projection-ports.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { addDays, type Day, dayOf } from '../../lib/shared/day.ts';
import type { WaitingStore } from '../../lib/store/waiting-store.ts';
import type { IsolatedSteps } from './isolated-steps.ts';

export interface SweepCasesDeps {
  readonly runtime: Runtime;
  readonly waiting: Pick<WaitingStore, 'list'>;
  readonly ports: ProjectionPorts;
  readonly attempts: IsolatedSteps;
}

/** Days before a deadline at which officers are reminded. */
const reminderDays = 3;
/**
 * Reminds officers before a deadline, raises an alarm after it, completes cases after a crash, and applies those whose
 * waiting period is over.
 */
export async function sweepCases(deps: SweepCasesDeps): Promise<void> {
  const { runtime, waiting, attempts } = deps;
  const today = dayOf(runtime.clock());
  let overdue = 0;
  for await (const entry of waitingCases(waiting, addDays(today, reminderDays))) {
    if (entry.due.stage === 'reminded' && entry.due.on >= today) continue;
    await attempts.run(
      async () => {
        if (await isOverdue(entry, today, deps)) overdue++;
      },
      { party: entry.party },
    );
  }
  runtime.metrics.add('CaseOverdue', overdue);
}

async function isOverdue(
  { party, fact, due }: WaitingCase,
  today: Day,
  deps: SweepCasesDeps,
): Promise<boolean> {
  const { ports } = deps;
  const opened = await readCase(party, fact, ports);
  const next = opened.one && nextDeadline(opened.one);
  if (!opened.one || !next || due.stage === 'settling') {
    await applyCase(opened, ports);
    return false;
  }
  if (next.deadline.on !== due.on) {
    await noteDue(opened, 'waiting', ports);
    return false;
  }
  if (!needsOfficer(opened.one)) {
    if (due.stage === 'waiting') await noteDue(opened, 'reminded', ports);
    return false;
  }
  const isLate = due.on < today;
  const stage = isLate ? 'overdue' : 'reminded';
  if (due.stage !== stage) await remind(opened, stage, deps);
  return isLate;
}

/** The reminder is sent first and recorded second, so that it may be sent twice but is never lost. */
async function remind(
  opened: OpenedCase,
  stage: 'reminded' | 'overdue',
  deps: SweepCasesDeps,
): Promise<void> {
  const { runtime, ports } = deps;
  const { one, folder } = opened;
  const next = one && nextDeadline(one);
  if (!next) return;
  const { on, provisional } = next.deadline;
  const about = { kind: one.kind, category: one.fact.category, party: folder.party, number: one.id };
  const fields = { ...about, what: next.what, on, provisional };
  if (stage === 'overdue') runtime.log.warn('case.overdue', fields);
  else {
    runtime.log.info('case.due', fields);
    runtime.metrics.add('CaseReminders', 1);
  }
  await noteDue(opened, stage, ports);
}
