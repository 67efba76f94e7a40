import { exact, zero } from '../exact.ts';
import type { Rule } from './rule.ts';

/** Disclosure of prices (价格公开): `partial` earns half, `none` earns 0. The worst level of the cycle applies. */
export const disclosureLevel: Rule<'disclosure-level'> = {
  shapeOf: () => ({ needs: 'level' }),
  evaluate(_spec, evidence, { weight }) {
    const levels = new Set(evidence.map(({ level }) => level));
    return { awarded: levels.has('none') ? zero : levels.has('partial') ? weight.div(exact(2)) : weight };
  },
};
