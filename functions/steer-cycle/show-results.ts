import { createDivisionOf } from '../../lib/application/cases/subject-division.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { publishedResults, type ResultsPage, type ResultsQuery } from './cycle-tables.ts';

/** A page of the published results. A receipt is kept before it is shown. @throws Problem 400 */
export async function showResults(
  year: number,
  { query, by, area }: { query: ResultsQuery; by: string; area?: string | undefined },
  { folders, vault, receipts, runtime }: Pick<CycleDeps, 'folders' | 'vault' | 'receipts' | 'runtime'>,
): Promise<ResultsPage> {
  const divisionOf = createDivisionOf(folders, dayOf(runtime.clock()));
  const page = await publishedResults(year, { ...query, area }, { folders, vault, divisionOf });
  await receipts.add({
    receiptId: runtime.newId(),
    at: runtime.clock().toISOString(),
    agency: by,
    purpose: 'results',
    reference: String(year),
    disclosed: page.results.map(() => ({ status: 'published', fields: ['name', 'grade', 'score'] })),
  });
  return page;
}
