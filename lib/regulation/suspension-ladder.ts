import { type Day, yearOf } from '../shared/day.ts';
import { type Policy, type PolicyBook, valueFor } from './policy.ts';

/** Months of settlement suspension of an insured person at E (Art. 26 (3)), and the parameter that gives them. */
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

/** The most months of one settlement suspension, however many decisions lengthen it (Art. 26 (3)). */
export const suspensionCapMonths = (from: Day, book?: PolicyBook): number =>
  Number(valueFor('suspension.cap-months', yearOf(from), book));
