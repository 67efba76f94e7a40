import { exact, sumOf, zero } from '../exact.ts';
import type { Rule } from './rule.ts';

/** Amounts of the cycle added up: none, full; from the limit on, nothing; between, (limit − sum)/limit. */
export const amountLinear: Rule<'amount-linear'> = {
  shapeOf: () => ({ needs: 'amount' }),
  evaluate({ limit }, evidence, { weight }) {
    const sum = sumOf(evidence.map(({ amount }) => amount ?? '0'));
    const most = exact(limit);
    return { awarded: sum.compare(most) >= 0 ? zero : weight.mul(most.sub(sum)).div(most) };
  },
};
