import type { RuleSpec } from '../../schemas/indicator-table.ts';
import type { ScoringErrorCode } from '../../schemas/reasons/scoring-errors.ts';
import type { Measure } from '../regulation/measures.ts';
import type { GradedCategory } from '../shared/category.ts';
import type { Grade } from '../shared/grade.ts';
import type { Basis, EvidenceCause, PeerRange, ScoringEvidence } from './evidence.ts';

export interface ScoringCase {
  readonly category: GradedCategory;
  readonly cycle: number;
  /** In the order of its days: where one value holds, it is the last. */
  readonly evidence: readonly ScoringEvidence[];
  readonly peers?: Readonly<Record<string, PeerRange>> | undefined;
  /** Oldest first, ends with the cycle before. */
  readonly previousGrades?: readonly Grade[] | undefined;
  /** A version of the table other than the one in force in the cycle: the one a publication froze, or a draft. */
  readonly tableVersion?: string | undefined;
}

export interface ScoreLine {
  readonly indicator: string;
  readonly name: string;
  readonly weight: string;
  /** Two decimals, half up; the sum is taken from the exact values. */
  readonly awarded: string;
  readonly cases: number;
  readonly basis: Basis;
  readonly article: string;
  readonly rule: RuleSpec['kind'];
  /** Policy parameters and peer statistics the line read. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** What each piece of evidence took (or, for a bonus, added as a negative loss); exact, as a fraction. */
  readonly deductions?:
    | readonly { readonly lost: string; readonly cause?: EvidenceCause | undefined }[]
    | undefined;
}

export interface ScoreSheet {
  readonly table: { readonly id: string; readonly version: string; readonly citation: string };
  readonly category: GradedCategory;
  readonly cycle: number;
  /** 0 to 100, two decimals; kept beside a veto. */
  readonly score: string;
  readonly grade: Grade;
  readonly vetoed: boolean;
  readonly downgraded: boolean;
  readonly lines: readonly ScoreLine[];
  readonly measures: readonly Measure[];
  /** Only for an insured person graded E. */
  readonly suspensionMonths?: number;
  /** Policy parameters the sheet as a whole read. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface CaseError {
  readonly code: ScoringErrorCode;
  readonly message: string;
}
