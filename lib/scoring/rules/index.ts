import { type AllOrNothing, allOrNothing } from './all-or-nothing.ts';
import { type AmountLinear, amountLinear } from './amount-linear.ts';
import { type Banded, banded } from './banded.ts';
import { type Bonus, bonus } from './bonus.ts';
import { type DisclosureLevel, disclosureLevel } from './disclosure-level.ts';
import { type PeerCoefficient, peerCoefficient } from './peer-coefficient.ts';
import { type PointsPerCase, pointsPerCase } from './points-per-case.ts';
import type { Rule } from './rule.ts';
import { type SharePerCase, sharePerCase } from './share-per-case.ts';
import { type Veto, veto } from './veto.ts';

/** A row's rule: its kind, with the figures of the row. */
export type RuleSpec =
  | AllOrNothing
  | AmountLinear
  | Banded
  | Bonus
  | DisclosureLevel
  | PeerCoefficient
  | PointsPerCase
  | SharePerCase
  | Veto;

/** Every kind of rule; one that is missing here does not compile. */
export const rules: { readonly [Kind in RuleSpec['kind']]: Rule<Extract<RuleSpec, { kind: Kind }>> } = {
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

export const ruleOf = (spec: RuleSpec): Rule<RuleSpec> => rules[spec.kind] as Rule<RuleSpec>;
