import { type Category, isGraded } from '../shared/category.ts';
import { type Day, day, yearOf } from '../shared/day.ts';
import { type Dated, inForceOn } from './in-force.ts';
import { type PolicyBook, valueOn } from './policy.ts';
import { rowsOf, tableFor } from './tables/index.ts';

/** By which day a later decision about the same kind of behaviour is a recurrence (Art. 29 (2)). */
export type RecurrenceBy = 'act' | 'decision';

/** `repair.recurrence-by`: behaviour recurs when it is done again, not when an earlier act is decided later. */
const recurrenceBy: readonly [Dated<RecurrenceBy>] = [{ from: day('2023-05-08'), value: 'act' }];

export const recurrenceByOn = (on: Day): RecurrenceBy => inForceOn(recurrenceBy, on);

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
