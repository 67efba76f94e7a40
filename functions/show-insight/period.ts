import { Problem } from '../../lib/runtime/problem.ts';
import { addDays, type Day, parseDay } from '../../lib/shared/day.ts';
import type { Period } from '../../lib/store/activity-log.ts';

const daysWithout = 31;
const daysMost = 366;

/** The period of a query in days, both included. Default: the last 31 days. @throws Problem 400 */
export function periodOf(query: Readonly<Record<string, string>>, today: Day): Period {
  const to = dayIn(query, 'to') ?? today;
  const from = dayIn(query, 'from') ?? addDays(to, 1 - daysWithout);
  if (from > to) throw new Problem(400, 'invalid-period', 'from is after to. Give the earlier day as from.');
  if (addDays(from, daysMost) <= to)
    throw new Problem(400, 'period-too-long', `At most ${daysMost} days at a time. Ask for parts of it.`);
  return { from, to };
}

function dayIn(query: Readonly<Record<string, string>>, name: string): Day | undefined {
  const given = query[name];
  if (given === undefined) return undefined;
  const day = parseDay(given);
  if (!day) throw new Problem(400, 'invalid-period', `${name} must be a day, YYYY-MM-DD.`);
  return day;
}
