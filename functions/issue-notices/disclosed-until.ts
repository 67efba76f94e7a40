import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import { type DisclosureOptions, disclosedSince } from '../../lib/credit-file/disclosed-since.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { Disclosed } from '../../lib/notices/notice.ts';
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
    disclosed: disclosedSince(decision, folder, { category, on: receivedOn, scorer, policy }),
  }));
  const months = all.flatMap(({ disclosed: known }) =>
    known ? [monthsBetween(known.since, earlierOf(receivedOn, known.until))] : [],
  );
  return {
    ...(months.length > 0 && { months: Math.min(...months) }),
    never: all.filter(({ disclosed: known }) => !known).map(({ documentNumber }) => documentNumber),
  };
}

/** Whole months between two days. */
function monthsBetween(from: Day, to: Day): number {
  let months = 0;
  while (addMonths(from, months + 1) <= to) months++;
  return months;
}
