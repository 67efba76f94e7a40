import { exact, greater, zero } from '../exact.ts';
import { casesOf, type Rule } from './rule.ts';

/** Each case costs a fixed number of points (查实一例扣 n 分), down to 0. */
export const pointsPerCase: Rule<'points-per-case'> = {
  evaluate: ({ points }, evidence, { weight }) => ({
    awarded: greater(zero, weight.sub(exact(points).mul(exact(casesOf(evidence))))),
  }),
};
