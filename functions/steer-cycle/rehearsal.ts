import { reportOf } from '../../lib/application/wiring/evaluation-findings.ts';
import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import { rehearsalPicture } from '../../lib/evaluation/picture.ts';
import { type Report, reportIn } from '../../lib/evaluation/report.ts';
import type { HttpAnswer } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { EvaluationStore } from '../../lib/store/evaluation-store.ts';

interface RehearsalDeps {
  readonly evaluations: EvaluationStore;
  /** The area of the token: the report is limited to it. */
  readonly area?: string | undefined;
}

/** The report of a rehearsal. @throws Problem 409 while there is none */
export async function rehearsed(
  evaluation: Evaluation,
  { evaluations, area }: RehearsalDeps,
): Promise<Report> {
  const report = await reportOf(evaluation, evaluations);
  if (report) return reportIn(report, area);
  throw new Problem(409, 'not-rehearsed', 'Nothing is rehearsed yet. Look again in a while.');
}

/** The picture of a rehearsal, as SVG. @throws Problem 409 while there is none */
export async function pictureAnswer(evaluation: Evaluation, deps: RehearsalDeps): Promise<HttpAnswer> {
  const picture = rehearsalPicture(await rehearsed(evaluation, deps), evaluation.year);
  return {
    status: 200,
    headers: { 'content-type': 'image/svg+xml; charset=utf-8' },
    body: new TextEncoder().encode(picture),
  };
}
