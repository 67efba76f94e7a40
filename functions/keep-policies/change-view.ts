import { changeReportOf } from '../../lib/application/wiring/evaluation-findings.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import { type Evaluation, isWorking, progressOf, type WorkPhase } from '../../lib/evaluation/evaluation.ts';
import type { ChangeReport } from '../../lib/evaluation/policy-change.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { PolicyChangeView } from '../../schemas/policies.ts';
import type { KeepPoliciesDeps } from './keep-policies.ts';

/** A proposed value with its progress and what it would change. */
export async function policyChangeViewOf(
  evaluation: Evaluation,
  { runtime, evaluations, vault }: KeepPoliciesDeps & { vault: Vault },
): Promise<PolicyChangeView> {
  const { name, rehearsal } = evaluation;
  const phase: WorkPhase = evaluation.release ? 'refresh' : 'rehearse';
  const shards = await evaluations.shards<unknown>(name, { rehearsal, phase });
  const report = await changeReportOf(evaluation, evaluations);
  const isCounted = !isWorking(evaluation) || phase === 'refresh';
  return {
    ...changeHeadOf(evaluation),
    progress: progressOf(evaluation, {
      subjects: shards.reduce((sum, { subjects }) => sum + subjects, 0),
      total: isCounted ? report?.subjects : undefined,
      now: runtime.clock(),
    }),
    ...(report && { report: reportView(report, vault) }),
  };
}

/** A proposed value without its rehearsal. */
export function changeHeadOf(evaluation: Evaluation): Omit<PolicyChangeView, 'progress' | 'report'> {
  const { id, change, startedBy, cutoff, phase, release, abandonment } = evaluation;
  if (!change) throw new RangeError(`${id} is no policy value`);
  return {
    id,
    parameter: change.name,
    value: change.value,
    from: change.from,
    reason: change.reason,
    proposedBy: startedBy,
    proposedAt: cutoff,
    phase: phase as PolicyChangeView['phase'],
    ...(release && { release }),
    ...(abandonment && { abandonment }),
  };
}

const reportView = (report: ChangeReport, vault: Vault): NonNullable<PolicyChangeView['report']> => ({
  subjects: report.subjects,
  changed: report.changed,
  effects: { ...report.effects },
  problems: report.problems,
  problemSubjects: report.problemSubjects.map(({ subject, message }) => ({
    subject: subjectText(subject),
    message,
  })),
  examples: report.examples.map(({ subject, sealed, effects }) => {
    const { name, id } = vault.identify(subject.party, { sealed });
    return { subject: subjectText(subject), name, id: maskedIdentifier(id), effects: [...effects] };
  }),
});
