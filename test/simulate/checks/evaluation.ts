import { changedCycles } from '../../../infra/cli/verify.ts';
import type { Fact } from '../../../lib/credit-file/facts/fact.ts';
import { upgradeName } from '../../../lib/evaluation/evaluation.ts';
import { isGraded } from '../../../lib/shared/category.ts';
import { createEvaluationStore } from '../../../lib/store/evaluation-store.ts';
import type { Seen } from './stores.ts';

/** Milliseconds that the clocks of two hosts may differ. */
const clocksApart = 15 * 60_000;

/** An evaluation that is published has the result of every file that was there when it began, once. */
export async function evaluations({ table, folders, world }: Seen): Promise<string[]> {
  const store = createEvaluationStore(table);
  const published = (await store.list()).filter(
    ({ name, phase }) => name !== upgradeName && phase === 'published',
  );
  const isOlder = (party: string, category: string, cutoff: string): boolean =>
    (world.table.bornAt(`P#${party}`, `FILE#${category}`) ?? 0) < Date.parse(cutoff) - clocksApart;
  return [
    ...(await changedCycles(store)).map((key) => `the evaluation item ${key} was changed`),
    ...published.flatMap(({ year, cutoff }) =>
      folders.flatMap(({ party, facts, files }) =>
        [...files.keys()]
          .filter((category) => isGraded(category) && isOlder(party, category, cutoff))
          .filter((category) => resultsOf(facts, category, year) !== 1)
          .map(
            (category) => `${resultsOf(facts, category, year)} results of ${year} for a file of ${category}`,
          ),
      ),
    ),
  ];
}

const resultsOf = (facts: readonly Fact[], category: string, year: number): number =>
  facts.filter((fact) => fact.type === 'publication' && fact.category === category && fact.cycle === year)
    .length;
