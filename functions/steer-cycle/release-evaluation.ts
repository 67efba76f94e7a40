import { reportOf } from '../../lib/application/wiring/evaluation-findings.ts';
import { type Evaluation, released } from '../../lib/evaluation/evaluation.ts';
import { releasedPart, subjectsByPrefecture } from '../../lib/evaluation/levels.ts';
import { emptyReport } from '../../lib/evaluation/report.ts';
import { isWithoutBasis } from '../../lib/regulation/legal-basis.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import { isRegion } from '../../lib/shared/division.ts';
import { known, moved, type SteerCycleDeps } from './steer-cycle.ts';

interface Release {
  readonly by: string;
  readonly reason: string;
  readonly rehearsal: number;
  /** The area of the token: a prefecture releases the results of its own subjects. */
  readonly area?: string | undefined;
}

/**
 * Records that a second person releases the rehearsal they looked at (Art. 18): the bureau of a prefecture for its
 * subjects, that of the region for all that are left.
 * @throws Problem 403, 409
 */
export async function releaseEvaluation(
  year: number,
  { by, reason, rehearsal, area }: Release,
  deps: SteerCycleDeps,
): Promise<Evaluation> {
  const { runtime, evaluations } = deps;
  const evaluation = await known(year, evaluations);
  checkReview(evaluation, { by, rehearsal });
  if (area !== undefined && !isRegion(area)) checkPrefecture(evaluation, area);
  await checkReport(evaluation, area, deps);
  const now = runtime.clock();
  const [at, today] = [now.toISOString(), dayOf(now)];
  checkBasis(year, today, deps);
  const next =
    area === undefined || isRegion(area)
      ? released(evaluation, { by, at, reason }, today)
      : releasedPart(evaluation, { division: area, by, at, reason, publishedOn: today });
  await moved(next, deps);
  runtime.log.info('evaluation.released', { year, rehearsal, by, ...(area && { division: area }) });
  return next;
}

function checkReview(
  { year, phase, rehearsal: current, startedBy }: Evaluation,
  { by, rehearsal }: Pick<Release, 'by' | 'rehearsal'>,
): void {
  if (phase === 'publish-part')
    throw new Problem(
      409,
      'release-running',
      `The results of a prefecture are being published. Release yours when GET /v1/cycles/${year} is in review again.`,
    );
  if (phase !== 'review' || current !== rehearsal)
    throw new Problem(
      409,
      'not-in-review',
      `There is no finished rehearsal ${rehearsal} of ${year} to release: it is rehearsal ${current}, phase ${phase}.`,
    );
  if (startedBy === by)
    throw new Problem(
      403,
      'same-officer',
      'Who began the evaluation cannot release it. A second officer must.',
    );
}

function checkPrefecture({ year, parts = [] }: Evaluation, area: string): void {
  if (!/^\d{4}$/.test(area))
    throw new Problem(
      403,
      'not-a-prefecture',
      `Results are released by the bureau of a prefecture or of the region, and this token acts for ${area}.`,
    );
  if (parts.some(({ division }) => division === area))
    throw new Problem(
      409,
      'cycle-published',
      `The results of ${year} of ${area} are published. What is wrong in one is corrected by an objection, a revocation or a repair.`,
    );
}

/** Anybody who could not be evaluated holds up each release: peers are those of the whole region. */
async function checkReport(
  evaluation: Evaluation,
  area: string | undefined,
  { evaluations }: SteerCycleDeps,
): Promise<void> {
  const report = (await reportOf(evaluation, evaluations)) ?? emptyReport;
  if (report.problems > 0)
    throw new Problem(
      409,
      'rehearsal-has-problems',
      `${report.problems} subjects could not be evaluated. See report.problemSubjects, mend them, and rehearse again.`,
    );
  const subjects =
    area === undefined || isRegion(area) ? report.subjects : (subjectsByPrefecture(report).get(area) ?? 0);
  if (subjects === 0)
    throw new Problem(
      409,
      'rehearsal-empty',
      `There was no subject to evaluate for ${evaluation.year}${area && !isRegion(area) ? ` in ${area}` : ''}. Load the registry first.`,
    );
}

/** Results wait for a document to act under, where the bureau decided so. @throws Problem 409 */
function checkBasis(year: number, today: Day, { policy: { book } }: SteerCycleDeps): void {
  if (!isWithoutBasis(today, book)) return;
  throw new Problem(
    409,
    'basis-lapsed',
    `No document on record covers ${today} (Art. 33), so the results of ${year} wait in review. Enter one as regulation.basis with POST /v1/policies, then release them.`,
  );
}
