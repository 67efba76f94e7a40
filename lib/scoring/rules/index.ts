import type { RuleSpec } from '../../../schemas/indicator-table.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { amountLinear } from './amount-linear.ts';
import { banded } from './banded.ts';
import { bonus } from './bonus.ts';
import { disclosureLevel } from './disclosure-level.ts';
import { peerCoefficient } from './peer-coefficient.ts';
import { pointsPerCase } from './points-per-case.ts';
import type { Rule } from './rule.ts';
import { sharePerCase } from './share-per-case.ts';
import { veto } from './veto.ts';

/** Every kind of rule. The code does not compile if a kind is missing. */
export const rules: { readonly [Kind in RuleSpec['kind']]: Rule<Kind> } = {
  'all-or-nothing': allOrNothing,
  'amount-linear': amountLinear,
  banded,
  bonus,
  'disclosure-level': disclosureLevel,
  'peer-coefficient': peerCoefficient,
  'points-per-case': pointsPerCase,
  'share-per-case': sharePerCase,
  veto,
};

export const ruleOf = (spec: RuleSpec): Rule<RuleSpec['kind']> => rules[spec.kind] as Rule<RuleSpec['kind']>;
