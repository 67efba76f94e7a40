import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import type { PartRelease } from '../../lib/evaluation/part-release.ts';
import type { Review } from '../../schemas/reviews.ts';
import type { Found, ReviewDeps } from './review.ts';

/** Annual evaluations and policy values whose rehearsal is finished. */
export async function evaluationReviews({ evaluations }: ReviewDeps): Promise<Found> {
  const waiting = (await evaluations.list()).filter(({ phase, trial }) => phase === 'review' && !trial);
  return { reviews: waiting.map(reviewOf), isCut: false };
}

function reviewOf({
  id,
  year,
  rehearsal,
  change,
  startedBy,
  phaseStartedAt,
  parts = [],
}: Evaluation): Review {
  const proposed = { proposedBy: [startedBy], proposedAt: phaseStartedAt };
  if (change)
    return {
      kind: 'policy',
      id,
      effect: `${change.name} ${change.value} from ${change.from}`,
      reason: change.reason,
      ...proposed,
      see: `GET /v1/policies/${id}`,
      decide: `POST /v1/policies/${id}/release`,
    };
  return {
    kind: 'cycle',
    id: String(year),
    effect: `publication of the results of ${year}${exceptOf(parts)}, rehearsal ${rehearsal}`,
    ...proposed,
    see: `GET /v1/cycles/${year}`,
    decide: `POST /v1/cycles/${year}/release`,
  };
}

/** The prefectures that have released their own results. */
const exceptOf = (parts: readonly PartRelease[]): string =>
  parts.length > 0 ? ` except ${parts.map(({ division }) => division).join(', ')}` : '';
