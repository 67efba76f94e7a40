import type { Grade, GradedCategory } from '../shared/category.ts';
import type { Result } from '../shared/result.ts';
import type { Evidence } from './evidence.ts';

/** The scorer a file needs (`lib/scoring` in the product): an evaluation by the tables in force in a cycle. */
export type Scorer = (
  input: { category: GradedCategory; cycle: number; evidence: readonly Evidence[] },
  options: { mode: 'interim' },
) => Result<Sheet, { code: string; message: string }>;

/** What a file reads of a score sheet; the whole sheet is kept as it is. */
export interface Sheet {
  readonly score: string;
  readonly grade: Grade;
  readonly vetoed: boolean;
  readonly downgraded: boolean;
  readonly suspensionMonths?: number;
}
