import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import { type DisclosureOptions, disclosedSince } from '../../lib/credit-file/disclosed-since.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { Disclosed } from '../../lib/notices/notice.ts';
import { timeLimit } from '../../lib/regulation/time-limits.ts';
import { addMonths, type Day, earlierOf } from '../../lib/shared/day.ts';

/**
 * How long what is repaired was public on the day of the application (至申请日，不良信息已披露, annex 4): from the publication
 * to that day, or to the end of the time for which it is public.
 */
export function disclosedUntil(
  { decisions, category, receivedOn }: Repair['fact'],
  { folder, scorer, policy }: Pick<DisclosureOptions, 'scorer' | 'policy'> & { readonly folder: Folder },
): Disclosed {
  const all = decisions.map((decision) => ({
    documentNumber: decision.documentNumber,
    since: disclosedSince(decision, folder, { category, on: receivedOn, scorer, policy }),
  }));
  const months = all.flatMap(({ since }) => (since ? [monthsPublic(since, receivedOn)] : []));
  return {
    ...(months.length > 0 && { months: Math.min(...months) }),
    never: all.filter(({ since }) => !since).map(({ documentNumber }) => documentNumber),
  };
}

const monthsPublic = (since: Day, appliedOn: Day): number =>
  monthsBetween(since, earlierOf(appliedOn, addMonths(since, timeLimit('disclosure.public', since))));

/** Whole months between two days. */
function monthsBetween(from: Day, to: Day): number {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months++;
  return months;
}
