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

/** What a rule makes of an indicator's evidence; `awarded` is exact and lies in 0 … weight. */
export interface RuleOutcome {
  readonly awarded: Exact;
  readonly basis?: Basis;
  readonly vetoes?: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A ratio was given, but nothing to compare it with. */
export interface MissingPeers {
  readonly missingPeers: true;
}

/** The figures a rule's evidence carries besides `count`. */
export type EvidenceFigure = Exclude<EvidenceField, 'count'>;

/** Which figures the evidence of a row must or may carry, and between which bounds a measured value lies. */
export interface EvidenceShape {
  readonly needs?: EvidenceFigure;
  readonly may?: EvidenceFigure;
  readonly bounds?: { readonly from: number; readonly to?: number };
}

/** A kind of scoring rule; it knows no table. */
export interface Rule<Kind extends RuleSpec['kind']> {
  shapeOf?(spec: RuleSpecOf<Kind>): EvidenceShape;
  /** Evidence is never empty here. */
  evaluate(
    spec: RuleSpecOf<Kind>,
    evidence: readonly ScoringEvidence[],
    context: RuleContext,
  ): RuleOutcome | MissingPeers;
  /** What an indicator without evidence earns; the full weight when left out. */
  withoutEvidence?(spec: RuleSpecOf<Kind>, context: RuleContext): RuleOutcome;
}

/** A survey score, 0 to 100. */
export const surveyBounds = { from: 0, to: 100 } as const;

/** Cases: each piece of evidence is one, or as many as it says. */
export const casesOf = (evidence: readonly ScoringEvidence[]): number =>
  evidence.reduce((sum, { count }) => sum + (count ?? 1), 0);
