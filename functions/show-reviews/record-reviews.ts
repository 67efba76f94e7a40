import { placeOfDifference } from '../../lib/application/deliveries/difference-id.ts';
import { createComparisonStore } from '../../lib/store/comparison-store.ts';
import { explainDifference } from '../../schemas/reasons/differences.ts';
import type { Review } from '../../schemas/reviews.ts';
import type { Found, ReviewDeps } from './review.ts';

/** Removals of suspensions that belong to no file, proposed by one officer. Whom they are about only the receiver knows. */
export async function recordReviews({ table }: ReviewDeps): Promise<Found> {
  const comparisons = createComparisonStore(table);
  const { proposed = [] } = (await comparisons.current()) ?? {};
  const reviews = await Promise.all(
    proposed.map(async (id): Promise<Review[]> => {
      const place = placeOfDifference(id);
      const decision = place && (await comparisons.repair(place));
      const found = place && (await comparisons.foundIn(place.id, place.receiver, place.range));
      const difference = place && found?.differences[place.n];
      if (!place || !difference || decision?.state !== 'proposed') return [];
      const record = difference.recordId ?? 'with an id of another form';
      return [
        {
          kind: 'record',
          id,
          effect: `removes record ${record} of the ${place.receiver}: ${explainDifference(difference.cause).title}`,
          reason: decision.reason,
          proposedBy: [decision.by],
          proposedAt: decision.at,
          see: `GET /v1/convergence/${place.id}/differences?receiver=${place.receiver}`,
          decide: `POST /v1/convergence/differences/${id}/repair`,
        },
      ];
    }),
  );
  return { reviews: reviews.flat(), isCut: false };
}
