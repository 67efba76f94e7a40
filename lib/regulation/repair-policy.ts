import { type Category, isGraded } from '../shared/category.ts';
import { type PolicyBook, valueFor } from './policy.ts';
import { rowsOf, tableFor } from './tables/index.ts';

/** Whether the policy of a cycle excludes an indicator from repair (`repair.excludes`, Art. 29 (3)). */
export function repairExclusions(
  category: Category,
  cycle: number,
  book?: PolicyBook,
): (indicator: string) => boolean {
  const words = valueFor('repair.excludes', cycle, book).split(',');
  const table = isGraded(category) ? tableFor(category, cycle) : undefined;
  const rows = table && rowsOf(table);
  return (indicator) =>
    words.includes(indicator) || (words.includes('vetoes') && rows?.get(indicator)?.rule.kind === 'veto');
}
