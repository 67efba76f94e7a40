import { greater, share, zero } from '../exact.ts';
import { casesOf, type Rule } from './rule.ts';

/** Each case costs a share of the weight (每出现一例扣权重分值 1/n), down to 0. */
export interface SharePerCase {
  readonly kind: 'share-per-case';
  readonly denominator: number;
  /** At this level nothing is left, whatever the cases (数据上传: deliberate falsification). */
  readonly nothingAtLevel?: 'none' | undefined;
}

export const sharePerCase: Rule<SharePerCase> = {
  shapeOf: ({ nothingAtLevel }) => (nothingAtLevel ? { may: 'level' } : {}),
  evaluate({ denominator, nothingAtLevel }, evidence, { weight }) {
    if (nothingAtLevel && evidence.some(({ level }) => level === nothingAtLevel)) return { awarded: zero };
    const cases = casesOf(evidence.filter(({ level }) => level !== 'full'));
    return { awarded: greater(zero, weight.sub(weight.mul(share(cases, denominator)))) };
  },
};
