import { exact, zero } from '../exact.ts';
import type { Rule } from './rule.ts';

/** How far prices are disclosed (价格公开): in part, half; not at all, nothing. The worst level of the cycle holds. */
export const disclosureLevel: Rule<'disclosure-level'> = {
  shapeOf: () => ({ needs: 'level' }),
  evaluate(_spec, evidence, { weight }) {
    const levels = new Set(evidence.map(({ level }) => level));
    return { awarded: levels.has('none') ? zero : levels.has('partial') ? weight.div(exact(2)) : weight };
  },
};
