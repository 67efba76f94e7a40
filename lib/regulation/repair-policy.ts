import { type Category, isGraded } from '../shared/category.ts';
import { type Day, yearOf } from '../shared/day.ts';
import { type Policy, type PolicyBook, valueOn } from './policy.ts';
import { rowsOf, tableFor } from './tables/index.ts';

/** By which day a later decision about the same kind of behaviour is a recurrence (Art. 29 (2)). */
export type RecurrenceBy = Policy['repair.recurrence-by'];

export const recurrenceByOn = (on: Day, book?: PolicyBook): RecurrenceBy =>
  valueOn('repair.recurrence-by', on, book);

/** Whether an indicator is excluded from repair on a day (`repair.excludes`, Art. 29 (3)). */
export function repairExclusions(
  category: Category,
  on: Day,
  book?: PolicyBook,
): (indicator: string) => boolean {
  const words = valueOn('repair.excludes', on, book).split(',');
  const table = isGraded(category) ? tableFor(category, yearOf(on)) : undefined;
  const rows = table && rowsOf(table);
  return (indicator) =>
    words.includes(indicator) || (words.includes('vetoes') && rows?.get(indicator)?.rule.kind === 'veto');
}
