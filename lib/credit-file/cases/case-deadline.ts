import type { Category } from '../../shared/category.ts';
import type { CaseFact, Fact } from '../facts/fact.ts';
import type { DeadlineKind, RescheduleContent } from './case-fact.ts';
import type { Deadline } from './deadline.ts';

type RescheduleFact = CaseFact & RescheduleContent;

/** The deadline of a case now: the latest recalculated one, or else the first one. */
export function deadlineNow(
  first: Deadline,
  facts: readonly Fact[],
  {
    of,
    what,
    about,
  }: { of: RescheduleContent['of']; what: DeadlineKind; about: { category: Category; case: string } },
): Deadline {
  const [last] = facts
    .filter(
      (fact): fact is RescheduleFact =>
        fact.type === 'deadline' &&
        fact.of === of &&
        fact.what === what &&
        fact.category === about.category &&
        fact.case === about.case,
    )
    .sort((a, b) => (orderOf(a) > orderOf(b) ? -1 : 1));
  return last?.deadline ?? first;
}

const orderOf = ({ origin, key }: RescheduleFact): string => `${origin.receivedAt}/${key}`;
