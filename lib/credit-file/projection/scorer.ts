import type { Policy } from '../../regulation/policy.ts';
import type { GradedCategory } from '../../shared/category.ts';
import type { Grade } from '../../shared/grade.ts';
import type { Result } from '../../shared/result.ts';
import type { PeerStatistics } from '../facts/fact.ts';
import type { Evidence } from './evidence.ts';

/** The input of a score. Equal input gives an equal sheet, byte for byte. */
export interface ScoringInput {
  readonly category: GradedCategory;
  readonly cycle: number;
  readonly evidence: readonly Evidence[];
  readonly peers?: Readonly<Record<string, PeerStatistics>> | undefined;
  /** Grades of the cycles directly before, oldest first (Art. 26). */
  readonly previousGrades?: readonly Grade[] | undefined;
  /** The bureau's own values of policy parameters for the score, where they differ from the shipped ones. */
  readonly policy?: Partial<Policy> | undefined;
  /** The version of the table that a publication froze; by default the one in force in the cycle. */
  readonly tableVersion?: string | undefined;
}

export interface ScoringMode {
  readonly mode: 'interim' | 'annual';
}

/**
 * The scorer that a projection needs: it scores by the tables in force in a cycle. The product uses `lib/scoring`.
 */
export type Scorer = (
  input: ScoringInput,
  options: ScoringMode,
) => Result<Sheet, { code: string; message: string }>;

/** The fields of a score sheet that a projection reads. The whole sheet is stored. */
export interface Sheet {
  readonly table: { readonly version: string };
  readonly score: string;
  readonly grade: Grade;
  readonly vetoed: boolean;
  readonly downgraded: boolean;
  readonly suspensionMonths?: number;
  readonly lines: readonly { readonly indicator: string; readonly name: string; readonly rule: string }[];
}
