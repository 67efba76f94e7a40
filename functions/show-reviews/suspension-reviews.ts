import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import { agendaLetters, givenUpAgenda } from '../../lib/credit-file/projection/file-state.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { orderBehind } from '../../lib/credit-file/projection/staff-orders.ts';
import type { Suspension } from '../../lib/credit-file/projection/suspension.ts';
import type { Category } from '../../lib/shared/category.ts';
import { addDays } from '../../lib/shared/day.ts';
import { agendaShards } from '../../lib/store/keys.ts';
import type { Review } from '../../schemas/reviews.ts';
import { type Found, groundsOf, type ReviewDeps, reviewsMost, subjectOf } from './review.ts';

const entriesAPage = 500;
/** Entries of the agenda that one answer reads at most, so that it is there within seconds. */
const entriesMost = 20_000;

/** Suspensions that wait for a release, with the documents that they rest on. */
export async function suspensionReviews({
  folders,
  vault,
}: Pick<ReviewDeps, 'folders' | 'vault'>): Promise<Found> {
  const reviews: Review[] = [];
  let read = 0;
  for (let shard = 0; shard < agendaShards; shard++) {
    let after: Awaited<ReturnType<typeof folders.due>>[number] | undefined;
    do {
      const entries = await folders.due({ shard, until: givenUpAgenda, limit: entriesAPage, after });
      for (const entry of entries) {
        if (entry.kind !== 'file' || !entry.about.includes(agendaLetters.pendingSuspension)) continue;
        if (reviews.length === reviewsMost) return { reviews, isCut: true };
        const { party, category } = entry.subject;
        const found = reviewOf(await folders.readFolder(party), category, { vault });
        if (found) reviews.push(found);
      }
      read += entries.length;
      if (read >= entriesMost) return { reviews, isCut: true };
      after = entries.length === entriesAPage ? entries.at(-1) : undefined;
    } while (after);
  }
  return { reviews, isCut: false };
}

function reviewOf(
  folder: Folder,
  category: Category,
  { vault }: Pick<ReviewDeps, 'vault'>,
): Review | undefined {
  const pending = folder.files.get(category)?.pendingSuspension;
  if (!pending) return undefined;
  const { suspension, since, dueAt, proposedBy } = pending;
  const id = `settlement.${subjectText({ category, party: folder.party })}`;
  const subject = subjectOf(folder, category, vault);
  const order = orderBehind(suspension, folder.facts);
  return {
    kind: 'suspension',
    id,
    ...(subject && { subject }),
    effect: effectOf(suspension),
    ...(order && { reason: vault.open(order.reason, folder.party) }),
    grounds: groundsOf(folder.facts, suspension.restsOn ?? []),
    proposedBy: [proposedBy].flat(),
    proposedAt: since,
    until: dueAt,
    see: 'POST /v1/files/query',
    decide: `POST /v1/deliveries/${id}/release`,
  };
}

/** Of staff: the kind and the day of the grade; it runs from the release, as long as the grade lasts. */
const effectOf = ({ kind, ends, from, until }: Suspension): string =>
  [
    ...(ends ? ['end'] : []),
    kind ?? 'settlement-suspension',
    from,
    ...(until ? [addDays(until, -1)] : []),
  ].join(' ');
