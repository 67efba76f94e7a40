import type { DivisionOf } from '../../lib/application/cases/subject-division.ts';
import { isRegisteredOn } from '../../lib/credit-file/facts/registered-days.ts';
import type { Folder, ProjectionPolicy } from '../../lib/credit-file/projection/project-folder.ts';
import type { Scorer } from '../../lib/credit-file/projection/scorer.ts';
import { withProblem } from '../../lib/evaluation/counts.ts';
import type { Evaluation, FailedParty } from '../../lib/evaluation/evaluation.ts';
import { evidenceInTime, missingValuesOf } from '../../lib/evaluation/measured-values.ts';
import { type PeerTable, peersOf, withPeers } from '../../lib/evaluation/peers.ts';
import { emptyReport, type Report, withResult } from '../../lib/evaluation/report.ts';
import {
  annualResult,
  type EvaluatedSubject,
  evaluatedSubjects,
  type ResultOptions,
} from '../../lib/evaluation/result.ts';
import { valueFor } from '../../lib/regulation/policy.ts';
import { tableFor } from '../../lib/scoring/index.ts';
import type { Day } from '../../lib/shared/day.ts';

/** The work of a phase on each page of folders, and its findings before the first page. */
export interface PhaseWork {
  readonly nothing: unknown;
  /** What was found stays when a shard is walked again because parties failed: what is done is not found again. */
  readonly isDoneOnce?: true | undefined;
  page(folders: readonly Folder[], found: unknown): Promise<PageDone>;
}

export interface PageDone {
  readonly found: unknown;
  readonly subjects: number;
  /** Parties that the phase could not work on, where it goes on without them. */
  readonly failed?: readonly FailedParty[] | undefined;
}

export interface PhaseOptions {
  readonly evaluation: Evaluation;
  readonly policy: ProjectionPolicy;
  readonly scorer: Scorer;
  readonly today: Day;
}

/**
 * Phase 1: collects the values of all institutions. The smallest and largest values are the peer statistics that
 * institutions are compared with.
 */
export function collecting({ evaluation, policy, today }: PhaseOptions): PhaseWork {
  const { year: cycle } = evaluation;
  const population = valueFor('peers.population', cycle, policy.book);
  const lastDay = `${cycle}-12-31` as Day;
  const valuesOf = ({ facts, links }: Folder, { category, level }: EvaluatedSubject): PeerTable => {
    const table = tableFor(category, cycle);
    if (!table) return {};
    // An institution that has left sets no maximum (docs/regulation.md, Measured values).
    if (population === 'registered' && !isRegisteredOn(lastDay, facts, category)) return {};
    return peersOf(evidenceInTime({ facts, links }, category, { evaluation, policy, today }), {
      table,
      level,
    });
  };
  return {
    nothing: {} satisfies PeerTable,
    async page(folders, found) {
      let peers = found as PeerTable;
      let subjects = 0;
      for (const folder of folders) {
        for (const subject of evaluatedSubjects(folder)) {
          peers = withPeers(peers, valuesOf(folder, subject));
          subjects++;
        }
      }
      return { found: peers, subjects };
    },
  };
}

export interface RehearsalOptions extends Omit<ResultOptions, 'by' | 'at'> {
  /** For a trial: scores with the draft. */
  readonly tried?: Scorer | undefined;
  readonly divisionOf: DivisionOf;
}

/** Phase 2: evaluates every subject and publishes nothing. */
export function rehearsing(options: RehearsalOptions): PhaseWork {
  const { evaluation, divisionOf } = options;
  return {
    nothing: emptyReport,
    async page(folders, found) {
      let report = found as Report;
      let subjects = 0;
      for (const folder of folders) {
        for (const subject of evaluatedSubjects(folder)) {
          const division = subject.division ?? (await divisionOf(folder.facts, subject.category));
          const placed = { ...subject, division };
          report = rehearsed(report, folder, placed, { ...options, by: '', at: evaluation.cutoff });
          subjects++;
        }
      }
      return { found: report, subjects };
    },
  };
}

function rehearsed(
  report: Report,
  folder: Folder,
  subject: EvaluatedSubject,
  { tried, ...options }: ResultOptions & Pick<RehearsalOptions, 'tried'>,
): Report {
  const { category, identity, division } = subject;
  const key = { party: folder.party, category };
  try {
    const result = annualResult(folder, subject, options);
    const missing = missingValuesOf(category, options.evaluation.year, result.projected.evidence);
    const about = { subject: key, sealed: identity.sealed, division, missing };
    if (!tried) return withResult(report, about, { ...result, basis: undefined });
    const draft = annualResult(folder, subject, { ...options, scorer: tried });
    return withResult(report, about, { ...draft, basis: result.projected });
  } catch (error) {
    return withProblem(report, key, error instanceof Error ? error.message : String(error));
  }
}
