import type { GradedCategory } from '../../shared/category.ts';
import type { Grade } from '../../shared/grade.ts';
import type { Result } from '../../shared/result.ts';
import type { PeerStatistics } from '../facts/fact.ts';
import type { Evidence } from './evidence.ts';

/** What a score is worked out from: the same input, the same sheet to the byte. */
export interface ScoringInput {
  readonly category: GradedCategory;
  readonly cycle: number;
  readonly evidence: readonly Evidence[];
  readonly peers?: Readonly<Record<string, PeerStatistics>> | undefined;
  /** Published grades of the cycles directly before, oldest first. */
  readonly previousGrades?: readonly Grade[] | undefined;
  /** The version of the table, where a publication froze it. */
  readonly tableVersion?: string | undefined;
}

export interface ScoringMode {
  readonly mode: 'interim' | 'annual';
}

/** The scorer a file needs (`lib/scoring` in the product): an evaluation by the tables in force in a cycle. */
export type Scorer = (
  input: ScoringInput,
  options: ScoringMode,
) => Result<Sheet, { code: string; message: string }>;

/** What a file reads of a score sheet; the whole sheet is kept as it is. */
export interface Sheet {
  readonly table: { readonly version: string };
  readonly score: string;
  readonly grade: Grade;
  readonly vetoed: boolean;
  readonly downgraded: boolean;
  readonly suspensionMonths?: number;
  readonly lines: readonly { readonly indicator: string; readonly rule: string }[];
}
