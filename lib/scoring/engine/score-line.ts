import type { Indicator } from '../../regulation/indicator-table.ts';
import type { Policy } from '../../regulation/policy.ts';
import type { PeerRange, ScoringEvidence } from '../evidence.ts';
import { type Exact, exact, toCents, zero } from '../exact.ts';
import { ruleOf } from '../rules/index.ts';
import { casesOf, type RuleContext, type RuleOutcome } from '../rules/rule.ts';
import type { ScoreLine } from '../types.ts';

export interface LineOptions {
  readonly article: string;
  readonly policy: Policy;
  readonly mode: 'annual' | 'interim';
  readonly peers?: PeerRange | undefined;
}

/** A scored row: the line that is shown, and its exact points. */
export interface ScoredRow {
  readonly line: ScoreLine;
  readonly awarded: Exact;
  readonly vetoes: boolean;
}

/** Scores one row of a table; undefined if a ratio has no peer statistics. */
export function scoreRow(
  row: Indicator,
  evidence: readonly ScoringEvidence[],
  { article, policy, mode, peers }: LineOptions,
): ScoredRow | undefined {
  const rule = ruleOf(row.rule);
  const context: RuleContext = { weight: exact(row.weight), policy, mode, peers };
  const earned = (known: readonly ScoringEvidence[]) =>
    known.length === 0
      ? (rule.withoutEvidence?.(row.rule, context) ?? { awarded: context.weight })
      : rule.evaluate(row.rule, known, context);
  const outcome = earned(evidence);
  if ('missingPeers' in outcome) return undefined;
  const { awarded, basis, parameters = {}, vetoes = false } = outcome;
  const line: ScoreLine = {
    indicator: row.code,
    name: row.name,
    weight: String(row.weight),
    awarded: toCents(awarded),
    cases: casesOf(evidence),
    basis: basis ?? (evidence.length > 0 ? 'evidence' : 'no-evidence'),
    article,
    rule: row.rule.kind,
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(evidence.length > 0 && { deductions: deductionsOf(evidence, awarded, earned) }),
  };
  return { line, awarded, vetoes };
}

/** What each piece of evidence took, in the order it was added. The sum is what the line lost. */
function deductionsOf(
  evidence: readonly ScoringEvidence[],
  awarded: Exact,
  earned: (known: readonly ScoringEvidence[]) => RuleOutcome | { missingPeers: true },
): NonNullable<ScoreLine['deductions']> {
  const awardedBy = (known: readonly ScoringEvidence[]): Exact => {
    const outcome = earned(known);
    return 'awarded' in outcome ? outcome.awarded : zero;
  };
  let before = awardedBy([]);
  return evidence.map(({ cause }, index) => {
    const after = index === evidence.length - 1 ? awarded : awardedBy(evidence.slice(0, index + 1));
    const lost = before.sub(after).toFraction();
    before = after;
    return cause ? { lost, cause } : { lost };
  });
}
