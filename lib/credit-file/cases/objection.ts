import type { Category } from '../../shared/category.ts';
import type { CaseFact, Fact } from '../facts/fact.ts';
import { deadlineNow } from './case-deadline.ts';
import type { ObjectionContent, ObjectionCorrectionContent, ObjectionDecisionContent } from './case-fact.ts';
import type { Deadline } from './deadline.ts';

type ObjectionFact = CaseFact & ObjectionContent;
type DecisionOfObjection = CaseFact & (ObjectionDecisionContent | ObjectionCorrectionContent);

/** One objection (异议) in its current state. State diagram: `state-diagrams.md`. */
export interface Objection {
  readonly kind: 'objection';
  readonly id: string;
  readonly fact: ObjectionFact;
  /** `proposed`: one officer upheld it and it lifts a sanction, so a second officer has still to confirm it. */
  readonly state: 'open' | 'proposed' | 'upheld' | 'refused';
  readonly decideBy: Deadline;
  readonly proposal?: DecisionOfObjection | undefined;
  readonly decision?: DecisionOfObjection | undefined;
}

/** The objections of a file, sorted by number. The order of the facts does not matter. */
export function objectionsOf(facts: readonly Fact[], category: Category): Objection[] {
  return facts
    .filter((fact): fact is ObjectionFact => fact.type === 'objection' && fact.category === category)
    .map((fact) => objectionOf(fact, facts))
    .sort((a, b) => numberOf(a) - numberOf(b) || (a.id < b.id ? -1 : 1));
}

const numberOf = ({ id }: Objection): number => Number(id.split('-').at(-1));

function objectionOf(fact: ObjectionFact, facts: readonly Fact[]): Objection {
  const rulings = facts.filter(
    (other): other is DecisionOfObjection =>
      (other.type === 'objection-decision' || other.type === 'objection-correction') &&
      other.category === fact.category &&
      other.case === fact.case,
  );
  const decision = rulings.find(({ isProposed }) => !isProposed);
  const proposal = rulings.find(({ isProposed }) => isProposed);
  return {
    kind: 'objection',
    id: fact.case,
    fact,
    state: decision?.verdict ?? (proposal ? 'proposed' : 'open'),
    decideBy: deadlineNow(fact.decideBy, facts, { of: 'objection', what: 'decide', about: fact }),
    proposal,
    decision,
  };
}

/** Whether it waits for an officer. */
export const isUndecided = ({ state }: Objection): boolean => state === 'open' || state === 'proposed';
