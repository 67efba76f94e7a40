import { categories } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import type { DeadlineKind } from './case-fact.ts';
import type { Deadline } from './deadline.ts';
import { isUndecided, type Objection, objectionsOf } from './objection.ts';
import { type Repair, repairsOf } from './repair.ts';

/** An objection or a repair as it stands. */
export type Case = Objection | Repair;

/**
 * When a case next needs somebody. `settling`: a decision is being written; `reminded` and `overdue`: somebody was told.
 */
export interface CaseDue {
  readonly on: Day;
  readonly stage: 'waiting' | 'reminded' | 'overdue' | 'settling';
}

/** The case behind the key of its first fact: `O.<category>.<number>`, `K.<category>.<number>`. */
export function caseBehind(key: string, facts: readonly Fact[], today: Day): Case | undefined {
  const [letter, named, id] = key.split('.');
  const category = categories.find((one) => one === named);
  if (!category) return undefined;
  const cases: readonly Case[] =
    letter === 'O' ? objectionsOf(facts, category) : repairsOf(facts, category, today);
  return cases.find((one) => one.id === id);
}

/** What is due next: a decision, or the end of the public notice; nothing of a closed case. */
export function nextDeadline(one: Case): { what: DeadlineKind; deadline: Deadline } | undefined {
  if (one.kind === 'objection')
    return isUndecided(one) ? { what: 'decide', deadline: one.decideBy } : undefined;
  switch (one.state) {
    case 'open':
    case 'proposed':
      return { what: one.extension ? 'extended' : 'decide', deadline: one.decideBy };
    case 'in-notice':
    case 'notice-contested':
      return one.notice && { what: 'notice', deadline: one.notice };
    default:
      return undefined;
  }
}

/** It waits for an officer, not for time alone. */
export const needsOfficer = (one: Case): boolean =>
  nextDeadline(one) !== undefined && one.state !== 'in-notice';
