import type { GradedCategory } from '../../shared/category.ts';
import { type Day, dayOf, laterOf } from '../../shared/day.ts';
import { type DecisionState, decisionStates, isDecision, weighsAsMuchAs } from '../facts/decision-state.ts';
import type { DecisionFact, Fact } from '../facts/fact.ts';
import { knownSince } from '../facts/known-since.ts';
import { isRegistration } from '../facts/registration.ts';
import type { DayBook } from '../folding/day-book.ts';
import type { Evidence } from './evidence.ts';

/** When a decision first counted in the file, and every fact that says it. */
export interface Imposition {
  readonly on: Day;
  readonly facts: readonly string[];
}

/**
 * The day of imposition of each piece of evidence: the latest of its own day, the receipt of the row that first said as
 * much, and the subject's arrival in the registry (docs/regulation.md, Suspensions). So nobody is suspended in the past.
 */
export function impositionsOf(
  facts: readonly Fact[],
  category: GradedCategory,
  dayBook?: DayBook,
): (evidence: Evidence) => Imposition {
  const arrival = arrivalOf(facts, category, dayBook);
  const states = new Map(decisionStates(facts).map((state) => [state.fact.key, state]));
  return ({ on, cause }) => {
    const state = states.get(cause.fact);
    const known = state ? laterOf(on, firstSaid(state)) : on;
    return {
      on: arrival ? laterOf(known, arrival) : known,
      facts: state ? state.facts.map(({ key }) => key) : [cause.fact],
    };
  };
}

/** The first receipt of a form that says as much as the one that applies. A milder amendment corrects from then on. */
const firstSaid = ({ fact, facts }: DecisionState): Day =>
  facts
    .filter(({ status }) => status !== 'revocation' && status !== 'repair')
    .filter((form) => weighsAsMuchAs(form, fact))
    .map(countedFrom)
    .sort()[0] ?? countedFrom(fact);

/** A row that an officer corrected, matched, moved or confirmed counts from that day, the last of them. */
export const countedFrom = ({ origin }: DecisionFact): Day =>
  laterOf(dayOf(new Date(knownSince(origin))), dayOf(new Date(origin.correction?.at ?? origin.receivedAt)));

/** The first entry of the registry, or the first finding of the bureau that created the subject. */
function arrivalOf(
  facts: readonly Fact[],
  category: GradedCategory,
  dayBook: DayBook | undefined,
): Day | undefined {
  const creating = facts.filter(
    (fact) =>
      (isRegistration(fact) && fact.category === category) ||
      (isDecision(fact) && fact.createsSubject && fact.category === category),
  );
  const instants = creating.map(({ origin }) => knownSince(origin));
  if (dayBook?.createdSince !== undefined) instants.push(dayBook.createdSince);
  return instants.map((instant) => dayOf(new Date(instant))).sort()[0];
}
