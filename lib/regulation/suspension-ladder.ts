import type { Policy } from './policy.ts';

/** The ladder of settlement suspension for an insured person at E, in months (Art. 26 (3)); names what it read. */
export function suspensionLadder(
  { score, vetoed }: { score: string; vetoed: boolean },
  policy: Policy,
): { months: number; parameter: keyof Policy } {
  const points = Number(score);
  const parameter = vetoed
    ? 'suspension.months-vetoed'
    : points >= 50
      ? 'suspension.months-from-50'
      : points >= 30
        ? 'suspension.months-from-30'
        : 'suspension.months-below';
  return { months: Number(policy[parameter]), parameter };
}
