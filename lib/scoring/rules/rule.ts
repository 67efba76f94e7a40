import type { RuleSpec, RuleSpecOf } from '../../../schemas/indicator-table.ts';
import type { Policy } from '../../regulation/policy.ts';
import type { Basis, PeerRange, ScoringEvidence } from '../evidence.ts';
import type { Exact } from '../exact.ts';

/** The field of evidence that a rule reads. */
export type EvidenceField = 'count' | 'amount' | 'months' | 'value' | 'level';

export interface RuleContext {
  readonly weight: Exact;
  readonly policy: Policy;
  readonly mode: 'annual' | 'interim';
  readonly peers?: PeerRange | undefined;
}

/** The points of an indicator by its evidence; `awarded` is exact and within 0 … weight. */
export interface RuleOutcome {
  readonly awarded: Exact;
  readonly basis?: Basis;
  readonly vetoes?: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A ratio has a value, but there are no peer statistics. */
export interface MissingPeers {
  readonly missingPeers: true;
}

/** The fields of evidence with a figure, besides `count`. */
export type EvidenceFigure = Exclude<EvidenceField, 'count'>;

/** The figures that the evidence of a row must or may contain, and the bounds of a measured value. */
export interface EvidenceShape {
  readonly needs?: EvidenceFigure;
  readonly may?: EvidenceFigure;
  readonly bounds?: { readonly from: number; readonly to?: number };
}

/** A kind of scoring rule. It depends on no table. */
export interface Rule<Kind extends RuleSpec['kind']> {
  shapeOf?(spec: RuleSpecOf<Kind>): EvidenceShape;
  /** `evidence` is never empty. */
  evaluate(
    spec: RuleSpecOf<Kind>,
    evidence: readonly ScoringEvidence[],
    context: RuleContext,
  ): RuleOutcome | MissingPeers;
  /** The points without evidence; the full weight if this is not defined. */
  withoutEvidence?(spec: RuleSpecOf<Kind>, context: RuleContext): RuleOutcome;
}

/** A survey score, 0 to 100. */
export const surveyBounds = { from: 0, to: 100 } as const;

/** The number of cases: one for each piece of evidence, or its `count`. */
export const casesOf = (evidence: readonly ScoringEvidence[]): number =>
  evidence.reduce((sum, { count }) => sum + (count ?? 1), 0);
