import { proposalDays } from '../../lib/credit-file/proposal.ts';
import type { Review } from '../../schemas/reviews.ts';
import { type Found, type ReviewDeps, reviewsMost } from './review.ts';

const dayMilliseconds = 86_400_000;

/** Acts on rows, removals, records and codes that would end a sanction, proposed within the last thirty days. */
export async function actReviews({ waiting, proposals, runtime }: ReviewDeps): Promise<Found> {
  const oldest = new Date(runtime.clock().getTime() - proposalDays * dayMilliseconds).toISOString();
  const { keys, next } = await waiting.list('V', { prefix: '', after: oldest, limit: reviewsMost });
  const known = await Promise.all(keys.map((key) => proposals.read(key)));
  const reviews = known.flatMap((proposal): Review[] => {
    if (!proposal || proposal.confirmedBy !== undefined) return [];
    const { kind, about, digest, by, at, lifts } = proposal;
    const until = new Date(Date.parse(at) + proposalDays * dayMilliseconds).toISOString();
    const route = routes[kind];
    return [
      {
        kind: 'act',
        id: `${about}/${digest}`,
        effect: [kind, ...lifts.map((sanction) => `lifts ${sanction}`)].join(', '),
        proposedBy: [by],
        proposedAt: at,
        until,
        see: route.see(about),
        decide: route.decide(about),
      },
    ];
  });
  return { reviews, isCut: next !== undefined };
}

interface ActRoute {
  see(about: string): string;
  decide(about: string): string;
}

const ofItem = (act: string): ActRoute => ({
  see: (about) => `GET /v1/quarantine/${about}`,
  decide: (about) => `POST /v1/quarantine/${about}/${act}`,
});

/** Where an act is shown and confirmed: by sending the same request. */
const routes: Readonly<
  Record<'correction' | 'dismissal' | 'undo' | 'removal' | 'move' | 'mending', ActRoute>
> = {
  correction: ofItem('correction'),
  dismissal: ofItem('dismissal'),
  undo: ofItem('undo'),
  removal: ofItem('correction'),
  move: { see: () => 'POST /v1/files/query', decide: () => 'POST /v1/records/move' },
  mending: { see: () => 'npm run codes', decide: () => 'POST /v1/codes/mending' },
};
