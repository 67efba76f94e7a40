import { zero } from '../exact.ts';
import { casesOf, type Rule } from './rule.ts';

/** Any case earns 0 (得分 / 不得分). */
export const allOrNothing: Rule<'all-or-nothing'> = {
  evaluate: (_spec, evidence, { weight }) => ({ awarded: casesOf(evidence) > 0 ? zero : weight }),
};
