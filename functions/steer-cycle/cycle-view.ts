import { peersOf, reportOf } from '../../lib/application/wiring/evaluation-findings.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import {
  type Evaluation,
  isWorking,
  progressOf,
  type ShardWork,
  type Trial,
  type WorkPhase,
} from '../../lib/evaluation/evaluation.ts';
import type { Move, Report } from '../../lib/evaluation/report.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import type { CycleDeps } from './cycle-deps.ts';

/** An evaluation with its progress and its findings so far. */
export async function cycleViewOf(
  evaluation: Evaluation,
  { evaluations, vault, runtime }: Pick<CycleDeps, 'evaluations' | 'vault' | 'runtime'>,
): Promise<CycleView> {
  const { name, year, trial, id, rehearsal, phase, cutoff, startedBy } = evaluation;
  const { release, abandonment, publishedOn, finishedAt } = evaluation;
  const collected = await evaluations.shards<unknown>(name, { rehearsal, phase: 'collect' });
  const report = await reportOf(evaluation, evaluations);
  const current = await evaluations.shards<unknown>(name, { rehearsal, phase: phaseShown(evaluation) });
  const total = collected.every(({ done }) => done) ? subjectsOf(collected) : undefined;
  const isFrozen = phase !== 'collect' && phase !== 'abandoned';
  return {
    year,
    ...(trial && { trial: trialView(trial) }),
    evaluationId: id,
    rehearsal,
    // The other phases are those of policy values, which have a view of their own.
    phase: phase as CycleView['phase'],
    cutoff,
    startedBy,
    ...(release && { release }),
    ...(abandonment && { abandonment }),
    ...(publishedOn && { publishedOn }),
    ...(finishedAt && { finishedAt }),
    progress: progressOf(evaluation, {
      subjects: subjectsOf(current),
      total: phase === 'collect' ? undefined : total,
      now: runtime.clock(),
    }),
    ...(isFrozen && { peers: await peersOf(evaluation, evaluations) }),
    ...(report && { report: reportView(report, vault) }),
  };
}

const trialView = ({ table, policy }: Trial): NonNullable<CycleView['trial']> => ({
  ...(table && { table: `${table.id} ${table.version}` }),
  ...(policy && { policy: { ...policy } as Record<string, string> }),
});

const phaseShown = (evaluation: Evaluation): WorkPhase =>
  isWorking(evaluation) ? (evaluation.phase as WorkPhase) : evaluation.release ? 'publish' : 'rehearse';

const subjectsOf = (shards: readonly ShardWork<unknown>[]): number =>
  shards.reduce((sum, { subjects }) => sum + subjects, 0);

const reportView = (report: Report, vault: Vault): NonNullable<CycleView['report']> => ({
  ...report,
  problemSubjects: report.problemSubjects.map(({ subject, message }) => ({
    subject: subjectText(subject),
    message,
  })),
  largestMoves: report.largestMoves.map((move) => moveView(move, vault)),
});

function moveView({ subject, sealed, because, ...move }: Move, vault: Vault) {
  const { name, id } = vault.identify(subject.party, { sealed });
  return {
    subject: subjectText(subject),
    name,
    id: maskedIdentifier(id),
    ...move,
    because: because.map(({ indicator, documents }) => ({ indicator, documents: [...documents] })),
  };
}
