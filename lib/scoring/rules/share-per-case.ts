import { greater, share, zero } from '../exact.ts';
import { casesOf, type Rule } from './rule.ts';

/** Each case costs a share of the weight (每出现一例扣权重分值 1/n), down to 0. */
export const sharePerCase: Rule<'share-per-case'> = {
  shapeOf: ({ nothingAtLevel }) => (nothingAtLevel ? { may: 'level' } : {}),
  evaluate({ denominator, nothingAtLevel }, evidence, { weight }) {
    if (nothingAtLevel && evidence.some(({ level }) => level === nothingAtLevel)) return { awarded: zero };
    const cases = casesOf(evidence.filter(({ level }) => level !== 'full'));
    return { awarded: greater(zero, weight.sub(weight.mul(share(cases, denominator)))) };
  },
};
