import { exact, sumOf, zero } from '../exact.ts';
import type { Rule } from './rule.ts';

/**
 * By the sum of the amounts of the cycle: 0 earns the weight, the limit or more earns 0, between them (limit −
 * sum)/limit of it.
 */
export const amountLinear: Rule<'amount-linear'> = {
  shapeOf: () => ({ needs: 'amount' }),
  evaluate({ limit }, evidence, { weight }) {
    const sum = sumOf(evidence.map(({ amount }) => amount ?? '0'));
    const most = exact(limit);
    return { awarded: sum.compare(most) >= 0 ? zero : weight.mul(most.sub(sum)).div(most) };
  },
};
