import type { RuleSpec } from '../../schemas/indicator-table.ts';
import type { ScoringErrorCode } from '../../schemas/reasons/scoring-errors.ts';
import type { Measure } from '../regulation/measures.ts';
import type { Policy } from '../regulation/policy.ts';
import type { GradedCategory } from '../shared/category.ts';
import type { Grade } from '../shared/grade.ts';
import type { Basis, EvidenceCause, PeerRange, ScoringEvidence } from './evidence.ts';

export interface ScoringCase {
  readonly category: GradedCategory;
  readonly cycle: number;
  /** Sorted by day. Where only one value counts, it is the last one. */
  readonly evidence: readonly ScoringEvidence[];
  readonly peers?: Readonly<Record<string, PeerRange>> | undefined;
  /** Oldest first; the last one is the previous cycle's. */
  readonly previousGrades?: readonly Grade[] | undefined;
  /** A table version other than the one in force in the cycle: one that a publication froze, or a draft. */
  readonly tableVersion?: string | undefined;
  /** The bureau's own values of policy parameters. */
  readonly policy?: Partial<Policy> | undefined;
}

export interface ScoreLine {
  readonly indicator: string;
  readonly name: string;
  readonly weight: string;
  /** Two decimals, rounded half up. The total is computed from the exact values. */
  readonly awarded: string;
  readonly cases: number;
  readonly basis: Basis;
  readonly article: string;
  readonly rule: RuleSpec['kind'];
  /** Policy parameters and peer statistics that the line used. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Points that each piece of evidence took (negative: a bonus added them), as an exact fraction. */
  readonly deductions?:
    | readonly { readonly lost: string; readonly cause?: EvidenceCause | undefined }[]
    | undefined;
}

export interface ScoreSheet {
  readonly table: { readonly id: string; readonly version: string; readonly citation: string };
  readonly category: GradedCategory;
  readonly cycle: number;
  /** 0 to 100, two decimals; computed also if there is a veto. */
  readonly score: string;
  readonly grade: Grade;
  readonly vetoed: boolean;
  readonly downgraded: boolean;
  readonly lines: readonly ScoreLine[];
  readonly measures: readonly Measure[];
  /** Only for an insured person graded E. */
  readonly suspensionMonths?: number;
  /** Policy parameters that the sheet as a whole used. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface CaseError {
  readonly code: ScoringErrorCode;
  readonly message: string;
}
