import { zero } from '../exact.ts';
import { casesOf, type Rule } from './rule.ts';

/** One case makes the grade E, whatever the points (一票否决). */
export const veto: Rule<'veto'> = {
  evaluate: (_spec, evidence) => ({ awarded: zero, vetoes: casesOf(evidence) > 0 }),
  withoutEvidence: () => ({ awarded: zero }),
};
