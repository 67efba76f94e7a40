import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import type { GradeInForce } from './file-state.ts';
import { publicationsOf } from './late-evidence.ts';

/**
 * The day a grade was made known (评价结果发布之日, Art. 19): of its publication, or for an interim grade of its evaluation.
 */
export const madeKnownOn = (inForce: GradeInForce, facts: readonly Fact[], category: Category): Day =>
  (inForce.state === 'published' && publicationsOf(facts, category).get(inForce.cycle)?.publishedOn) ||
  inForce.evaluatedOn;
