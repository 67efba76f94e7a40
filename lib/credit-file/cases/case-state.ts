import { categories } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import type { DeadlineKind } from './case-fact.ts';
import type { Deadline } from './deadline.ts';
import { isUndecided, type Objection, objectionsOf } from './objection.ts';
import { type Repair, repairsOf } from './repair.ts';

/** An objection or a repair in its current state. */
export type Case = Objection | Repair;

/**
 * The day on which a case next needs an officer. `settling` (stored name): a decision is being written. `reminded`
 * and `overdue`: officers were notified of it.
 */
export interface CaseDue {
  readonly on: Day;
  readonly stage: 'waiting' | 'reminded' | 'overdue' | 'settling';
}

/**
 * The case with the fact of this key: `O.<category>.<number>`, `K.<category>.<number>`, or `KO.…` of an objection to a
 * refused repair, which has an index entry of its own.
 */
export function caseBehind(key: string, facts: readonly Fact[], today: Day): Case | undefined {
  const [letter, named, id] = key.split('.');
  const category = categories.find((one) => one === named);
  if (!category) return undefined;
  const cases: readonly Case[] =
    letter === 'O' ? objectionsOf(facts, category) : repairsOf(facts, category, today);
  return cases.find((one) => one.id === id);
}

/** The next deadline of a case: for the decision, or the end of the public notice. A closed case has none. */
export function nextDeadline(one: Case): { what: DeadlineKind; deadline: Deadline } | undefined {
  if (one.kind === 'objection')
    return isUndecided(one) ? { what: 'decide', deadline: one.decideBy } : undefined;
  switch (one.state) {
    case 'open':
    case 'proposed':
      return { what: one.extension ? 'extended' : 'decide', deadline: one.decideBy };
    case 'refusal-contested':
      return one.refusalObjection && { what: 'objection', deadline: one.refusalObjection.decideBy };
    case 'in-notice':
    case 'notice-contested':
      return one.notice && { what: 'notice', deadline: one.notice };
    default:
      return undefined;
  }
}

/** Whether the case waits for an officer, and not only for a day to come. */
export const needsOfficer = (one: Case): boolean =>
  nextDeadline(one) !== undefined && one.state !== 'in-notice';
