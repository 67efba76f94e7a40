import { exclusionOf, exclusionsOf } from '../../lib/credit-file/cases/exclusions.ts';
import { decisionsInFile } from '../../lib/credit-file/cases/named-decisions.ts';
import type { RepairRules } from '../../lib/credit-file/cases/obstacles.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { recurrenceByOn, repairExclusions } from '../../lib/regulation/repair-policy.ts';
import type { Category } from '../../lib/shared/category.ts';
import type { Day } from '../../lib/shared/day.ts';

/**
 * What the repair of a decision is checked against on a day. Decisions struck out by an objection or repaired are
 * ignored: the first are no behaviour of the subject, of the second the subject has made amends.
 */
export function rulesFor(
  { receivedOn, today }: { receivedOn: Day; today: Day },
  folder: Folder,
  category: Category,
): RepairRules {
  const { inForce } = exclusionsOf(folder.facts, category, today);
  return {
    receivedOn,
    others: decisionsInFile(folder, category).filter((decision) => !exclusionOf(inForce, decision)),
    recurrenceBy: recurrenceByOn(today),
    isExcludedKind: repairExclusions(category, today),
  };
}
