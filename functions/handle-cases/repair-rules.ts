import { exclusionOf, exclusionsOf } from '../../lib/credit-file/cases/exclusions.ts';
import { decisionsInFile } from '../../lib/credit-file/cases/named-decisions.ts';
import type { RepairRules } from '../../lib/credit-file/cases/obstacles.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { repairExclusions } from '../../lib/scoring/index.ts';
import type { Category } from '../../lib/shared/category.ts';
import { type Day, yearOf } from '../../lib/shared/day.ts';

/**
 * What the repair of a decision is checked against on a day. Decisions struck out by an objection are ignored, because
 * they do not count as behaviour.
 */
export function rulesOn(today: Day, folder: Folder, category: Category): RepairRules {
  const { inForce } = exclusionsOf(folder.facts, category, today);
  return {
    today,
    others: decisionsInFile(folder, category).filter(
      (decision) => exclusionOf(inForce, decision)?.by !== 'objection',
    ),
    isExcludedKind: repairExclusions(category, yearOf(today)),
  };
}
