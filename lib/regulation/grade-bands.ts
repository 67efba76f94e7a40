import { type Category, isStaff } from '../shared/category.ts';
import { type Grade, grades } from '../shared/grade.ts';

/** Lowest score of each grade, in hundredths of a point (Art. 16). */
const lowest: readonly (readonly [Grade, number])[] = [
  ['A', 9500],
  ['B', 8500],
  ['C', 7500],
  ['D', 6500],
  ['E', 0],
];

/** The grade of a score with two decimals: A from 95, B from 85, C from 75, D from 65 (Art. 16). */
export function gradeOf(score: string): Grade {
  const hundredths = Number(score.replace('.', ''));
  return lowest.find(([, from]) => hundredths >= from)?.[0] ?? 'E';
}

const rank = (grade: Grade): number => grades.indexOf(grade);

const cyclesOfDowngrade = 3;

/**
 * Staff at C or below in each of the three previous cycles get the lowest of those grades, one step lower (Art. 26
 * (2)), unless the grade of the cycle itself is worse.
 */
export function downgraded(
  category: Category,
  earned: Grade,
  previous: readonly Grade[] = [],
): { grade: Grade; downgraded: boolean } {
  const last = previous.slice(-cyclesOfDowngrade);
  const applies =
    isStaff(category) && last.length === cyclesOfDowngrade && last.every((grade) => rank(grade) >= rank('C'));
  if (!applies) return { grade: earned, downgraded: false };
  const step = Math.min(Math.max(...last.map(rank)) + 1, rank('E'));
  return rank(earned) > step
    ? { grade: earned, downgraded: false }
    : { grade: grades[step] ?? 'E', downgraded: true };
}
