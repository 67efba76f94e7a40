import type { PeerRange } from '../evidence.ts';
import { type Exact, exact, greater, lesser, one, zero } from '../exact.ts';
import { type Rule, type RuleOutcome, surveyBounds } from './rule.ts';

/**
 * Compares a measured value with those of its peers. The coefficient is (max − value)/(max − min) if low is good
 * (低优), (value − min)/(max − min) if high is good (高优). The last value of the cycle applies.
 */
export const peerCoefficient: Rule<'peer-coefficient'> = {
  shapeOf: ({ isGrowth, nothingWithoutValue }) => ({
    needs: 'value',
    ...(!isGrowth && { bounds: nothingWithoutValue ? surveyBounds : { from: 0 } }),
  }),
  evaluate({ better, isGrowth }, evidence, { weight, peers, mode, policy }) {
    const value = exact(evidence.at(-1)?.value ?? 0);
    const fullBelow = policy['growth.full-below'];
    const parameters = isGrowth ? { 'growth.full-below': fullBelow } : {};
    if (isGrowth && value.compare(exact(fullBelow)) < 0) return { awarded: weight, parameters };
    if (peers) {
      const compared = { ...parameters, 'peers.min': peers.min, 'peers.max': peers.max };
      return { awarded: weight.mul(coefficient(value, peers, better)), parameters: compared };
    }
    return mode === 'interim'
      ? { awarded: weight, basis: 'pending-peers', parameters }
      : { missingPeers: true };
  },
  withoutEvidence({ nothingWithoutValue }, { weight, mode, policy }) {
    if (!nothingWithoutValue) return withoutReport(weight, mode, policy['measured.missing']);
    return mode === 'interim' ? { awarded: weight, basis: 'pending-peers' } : { awarded: zero };
  },
};

/** A ratio that nobody reported keeps its weight, unless the bureau decided otherwise (`measured.missing`). */
const withoutReport = (weight: Exact, mode: 'annual' | 'interim', missing: 'full' | 'zero'): RuleOutcome =>
  missing === 'zero' && mode === 'annual'
    ? { awarded: zero, parameters: { 'measured.missing': missing } }
    : { awarded: weight };

/** Clamped to 0 … 1. If all peers have the same value, it is 1. */
function coefficient(value: Exact, { min, max }: PeerRange, better: 'low' | 'high'): Exact {
  const [low, high] = [exact(min), exact(max)];
  if (low.compare(high) === 0) return one;
  const part = better === 'low' ? high.sub(value) : value.sub(low);
  return greater(zero, lesser(one, part.div(high.sub(low))));
}
