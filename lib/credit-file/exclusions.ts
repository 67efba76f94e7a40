import type { Category } from '../shared/category.ts';
import type { Day } from '../shared/day.ts';
import type { Fact } from './fact.ts';

/** A decision that no longer counts in a file of the party: struck out by an upheld objection, or repaired. */
export interface Exclusion {
  /** Key of the decision's fact; of a person's document that reaches an institution, its key in the person's folder. */
  readonly fact: string;
  readonly by: 'objection' | 'repair';
  readonly since: Day;
}

/** What the party's casework takes out of the scores of a file, and when that changes next by itself. */
export interface Exclusions {
  readonly inForce: ReadonlyMap<string, Exclusion>;
  readonly changesOn?: Day | undefined;
}

/** Worked out from the facts and the day; the same facts in any order, the same answer. */
export function exclusionsOf(_facts: readonly Fact[], _category: Category, _today: Day): Exclusions {
  return { inForce: new Map() };
}
