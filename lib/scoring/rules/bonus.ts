import { exact, lesser, zero } from '../exact.ts';
import { casesOf, type Rule } from './rule.ts';

/** Each case adds a point to the total, up to the weight (加分项). */
export const bonus: Rule<'bonus'> = {
  evaluate: (_spec, evidence, { weight }) => ({ awarded: lesser(weight, exact(casesOf(evidence))) }),
  withoutEvidence: () => ({ awarded: zero }),
};
