import { changedCycles } from '../../../infra/cli/verify.ts';
import type { Fact } from '../../../lib/credit-file/facts/fact.ts';
import { isGraded } from '../../../lib/shared/category.ts';
import { createEvaluationStore } from '../../../lib/store/evaluation-store.ts';
import type { Seen } from './stores.ts';

/** An evaluation that is published has the result of every file that was there when it began, once. */
export async function evaluations({ table, folders }: Seen): Promise<string[]> {
  const store = createEvaluationStore(table);
  const published = (await store.list()).filter(({ phase }) => phase === 'published');
  return [
    ...(await changedCycles(store)).map((key) => `the evaluation item ${key} was changed`),
    ...published.flatMap(({ year, cutoff }) =>
      folders.flatMap(({ facts, files }) =>
        [...files.keys()]
          .filter((category) => isGraded(category) && isOlder(facts, category, cutoff))
          .filter((category) => resultsOf(facts, category, year) !== 1)
          .map(
            (category) => `${resultsOf(facts, category, year)} results of ${year} for a file of ${category}`,
          ),
      ),
    ),
  ];
}

const isOlder = (facts: readonly Fact[], category: string, cutoff: string): boolean =>
  facts.some(
    (fact) => fact.type === 'registration' && fact.category === category && fact.origin.receivedAt < cutoff,
  );

const resultsOf = (facts: readonly Fact[], category: string, year: number): number =>
  facts.filter((fact) => fact.type === 'publication' && fact.category === category && fact.cycle === year)
    .length;
