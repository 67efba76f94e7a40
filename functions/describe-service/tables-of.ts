import { tables } from '../../lib/regulation/tables/index.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { gradedCategories } from '../../lib/shared/category.ts';
import type { TableAnswer, TablesAnswer } from '../../schemas/indicator-table.ts';

/** Every version of every indicator table, without its rows. */
export const listTables = (): TablesAnswer => ({
  tables: Object.values(tables)
    .flat()
    .map(({ indicators, ...head }) => ({ ...head, rows: indicators.length })),
});

/** The versions of a category's table with their rows. @throws Problem 404 */
export function tableOf(text: string): TableAnswer {
  const category = gradedCategories.find((known) => known === text);
  if (!category)
    throw new Problem(
      404,
      'unknown-category',
      `There is a table for each of ${gradedCategories.join(', ')}.`,
    );
  return {
    category,
    versions: tables[category].map((table) => ({ ...table, indicators: [...table.indicators] })),
  };
}
