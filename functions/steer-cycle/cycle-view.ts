import { peersOf, reportOf } from '../../lib/application/wiring/evaluation-findings.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import {
  type Evaluation,
  isAnnual,
  isWorking,
  partOf,
  progressOf,
  type ShardWork,
  type Trial,
  type WorkPhase,
} from '../../lib/evaluation/evaluation.ts';
import { levelsOf, shownPhase } from '../../lib/evaluation/levels.ts';
import { type Move, type Report, reportIn } from '../../lib/evaluation/report.ts';
import { tableFor } from '../../lib/regulation/tables/index.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { isGraded, isInstitution } from '../../lib/shared/category.ts';
import { isRegion } from '../../lib/shared/division.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import { maskedName } from '../../lib/shared/personal-values.ts';
import type { Walk } from '../../lib/store/evaluation-store.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import type { CycleDeps } from './cycle-deps.ts';

/** The area of a token limits what is shown: a prefecture sees its own part. */
type ViewDeps = Pick<CycleDeps, 'evaluations' | 'vault' | 'runtime'> & { readonly area?: string | undefined };

/** An evaluation with its progress and its findings so far. */
export async function cycleViewOf(
  evaluation: Evaluation,
  { evaluations, vault, runtime, area }: ViewDeps,
): Promise<CycleView> {
  const { name, year, trial, id, rehearsal, phase, cutoff, startedBy } = evaluation;
  const { release, abandonment, publishedOn, finishedAt } = evaluation;
  const collected = await evaluations.shards<unknown>(name, { rehearsal, phase: 'collect' });
  const report = await reportOf(evaluation, evaluations);
  const levels = report && isAnnual(evaluation) ? levelsOf(evaluation, report, area) : [];
  const current = await evaluations.shards<unknown>(name, walkShown(evaluation));
  const total = collected.every(({ done }) => done) ? subjectsOf(collected) : undefined;
  // Not by prefecture: a party that failed may lie in any of them.
  const failed = isRegion(area) ? current.flatMap((shard) => shard.failed ?? []) : [];
  const isFrozen = phase !== 'collect' && phase !== 'abandoned';
  return {
    year,
    ...(trial && { trial: trialView(trial) }),
    evaluationId: id,
    rehearsal,
    // The other phases are those of policy values, which have a view of their own.
    phase: shownPhase(phase) as CycleView['phase'],
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
    ...(failed.length > 0 && { failed }),
    ...(isFrozen && { peers: await peersOf(evaluation, evaluations) }),
    ...(levels.length > 0 && { levels }),
    ...(report && { report: reportView(reportIn(report, area), { year, vault }) }),
  };
}

const trialView = ({ table, policy }: Trial): NonNullable<CycleView['trial']> => ({
  ...(table && { table: `${table.id} ${table.version}` }),
  ...(policy && { policy: { ...policy } as Record<string, string> }),
});

/** The walk over the shards whose progress is shown: the current one, or the last. */
function walkShown(evaluation: Evaluation): Walk {
  const { rehearsal, phase, release, parts = [] } = evaluation;
  if (isWorking(evaluation)) return { rehearsal, phase: phase as WorkPhase, part: partOf(evaluation) };
  if (release) return { rehearsal, phase: 'publish' };
  if (parts.length > 0) return { rehearsal, phase: 'publish-part', part: parts.length };
  return { rehearsal, phase: 'rehearse' };
}

const subjectsOf = (shards: readonly ShardWork<unknown>[]): number =>
  shards.reduce((sum, { subjects }) => sum + subjects, 0);

const reportView = (
  { byPrefecture, ...report }: Report,
  { year, vault }: { year: number; vault: Vault },
): NonNullable<CycleView['report']> => ({
  ...report,
  ...(byPrefecture && { byPrefecture: movesBy(byPrefecture) }),
  problemSubjects: report.problemSubjects.map(({ subject, message }) => ({
    subject: subjectText(subject),
    message,
  })),
  largestMoves: report.largestMoves.map((move) => moveView(move, { year, vault })),
});

const movesBy = (figures: NonNullable<Report['byPrefecture']>) =>
  Object.fromEntries(
    Object.entries(figures).map(([prefecture, { subjects, movesFromYear, movesFromInterim }]) => [
      prefecture,
      { subjects, movesFromYear: { ...movesFromYear }, movesFromInterim: { ...movesFromInterim } },
    ]),
  );

function moveView(
  { subject, sealed, because, ...move }: Move,
  { year, vault }: { year: number; vault: Vault },
) {
  const { name, id } = vault.identify(subject.party, { sealed });
  const rows = isGraded(subject.category) ? (tableFor(subject.category, year)?.indicators ?? []) : [];
  return {
    subject: subjectText(subject),
    name: isInstitution(subject.category) ? name : maskedName(name),
    id: maskedIdentifier(id),
    ...move,
    because: because.map(({ indicator, documents }) => ({
      indicator,
      title: rows.find(({ code }) => code === indicator)?.name ?? indicator,
      documents: [...documents],
    })),
  };
}
