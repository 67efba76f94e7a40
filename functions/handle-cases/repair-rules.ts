import type { NamedDecision, RefusalGround } from '../../lib/credit-file/cases/case-fact.ts';
import { exclusionOf, exclusionsOf } from '../../lib/credit-file/cases/exclusions.ts';
import { decisionsInFile, namedBy } from '../../lib/credit-file/cases/named-decisions.ts';
import { groundText, obstaclesOf, type RepairRules } from '../../lib/credit-file/cases/obstacles.ts';
import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { PolicyBook } from '../../lib/regulation/policy.ts';
import { recurrenceByOn, repairExclusions } from '../../lib/regulation/repair-policy.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Category } from '../../lib/shared/category.ts';
import type { Day } from '../../lib/shared/day.ts';

/**
 * What the repair of a decision is checked against on a day. Decisions struck out by an objection or repaired are
 * ignored: the first are no behaviour of the subject, of the second the subject has made amends.
 */
export function rulesFor(
  { receivedOn, today, book }: { receivedOn: Day; today: Day; book?: PolicyBook | undefined },
  folder: Folder,
  category: Category,
): RepairRules {
  const { inForce } = exclusionsOf(folder.facts, category, today);
  return {
    receivedOn,
    others: decisionsInFile(folder, category).filter((decision) => !exclusionOf(inForce, decision)),
    recurrenceBy: recurrenceByOn(today, book),
    isExcludedKind: repairExclusions(category, today, book),
  };
}

/** What stands against granting a repair on a day. */
export const obstaclesTo = (
  { fact }: Repair,
  folder: Folder,
  { today, book }: { today: Day; book: PolicyBook | undefined },
): RefusalGround[] =>
  obstaclesOf(
    fact.decisions.map((named) => asKnownNow(named, folder, fact.category)),
    rulesFor({ receivedOn: fact.receivedOn, today, book }, folder, fact.category),
  );

/** A decision with what the file says of it today: cases of earlier releases do not say who found it. */
const asKnownNow = (named: NamedDecision, folder: Folder, category: Category): NamedDecision =>
  namedBy({ fact: named.fact }, folder, category).find(({ person }) => person === named.person) ?? named;

/** The answer to an officer who would grant a repair that obstacles stand against. */
export function notRepairable(obstacles: readonly RefusalGround[]): Problem {
  const code = obstacles[0]?.ground ?? 'other';
  const grounds = obstacles.map(groundText).join('; ');
  return new Problem(
    409,
    `repair-${code}`,
    `The repair cannot be granted: ${grounds}. Refuse it by that ground.`,
  );
}
