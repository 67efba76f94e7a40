import type { Category } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import type { Fact } from './fact.ts';
import type { Standing } from './file-state.ts';

/** What an annual evaluation says of its publication in a folder. */
interface PublicationFact {
  readonly type: 'publication';
  readonly category: Category;
  readonly cycle: number;
  readonly publishedOn: Day;
}

/** The day a grade was made known (评价结果发布之日, Art. 19): its publication's; of an interim one, its evaluation's. */
export function madeKnownOn(standing: Standing, facts: readonly Fact[], category: Category): Day {
  if (standing.state !== 'published') return standing.evaluatedOn;
  const publication = (facts as readonly (Fact | PublicationFact)[])
    .filter((fact): fact is PublicationFact => fact.type === 'publication')
    .find((fact) => fact.category === category && fact.cycle === standing.cycle);
  return publication?.publishedOn ?? standing.evaluatedOn;
}
