import { Decimal } from 'decimal.js';
import { type Day, dayOf } from '../../shared/day.ts';
import { arrivalOf } from './arrival.ts';
import { documentsOf } from './documents-of.ts';
import { byFirstReceipt } from './earlier-receipt.ts';
import type { DecisionFact, Fact } from './fact.ts';
import { partOf } from './identity.ts';
import { knownSince } from './known-since.ts';
import { mayCorrect } from './may-correct.ts';
import { withoutLesserForms } from './same-document.ts';
import { withdrawnKeys } from './withdrawn-keys.ts';

/**
 * One part of one document with everything that is known of it. The result does not depend on the order in which the
 * facts came in.
 */
export interface DecisionState {
  readonly document: string;
  /** The fact whose content applies now. */
  readonly fact: DecisionFact;
  /** Day of the first decision, also if it was amended later. */
  readonly decidedOn: Day;
  readonly revoked: boolean;
  /**
   * The day on which a record was received that the authority which found it has repaired it (已修复, Art. 28). From then
   * on it counts no more, as after a repair here.
   */
  readonly repairedOn?: Day | undefined;
  readonly amended: boolean;
  /** All facts about this part, sorted by day: originals, amendments and revocations. */
  readonly facts: readonly DecisionFact[];
  /** Two original rows contradict each other. Until an officer decides, the one received first counts. */
  readonly contested: boolean;
}

export const isDecision = (fact: Fact): fact is DecisionFact => fact.type === 'decision';

/** The decisions among the facts that are not withdrawn. */
export function decisionsOf(facts: readonly Fact[]): DecisionFact[] {
  const withdrawn = withdrawnKeys(facts);
  return facts.filter(isDecision).filter(({ key }) => !withdrawn.has(key));
}

/** The state of each part of each document, sorted by day of decision, then document. */
export function decisionStates(facts: readonly Fact[]): DecisionState[] {
  const decisions = byFirstReceipt(decisionsOf(facts), facts);
  const documentOf = documentsOf(decisions);
  const parts = Map.groupBy(decisions, (fact) => `${documentOf(fact)}/${partOf(fact.content)}`);
  return [...parts.values()].map(stateOf).sort(byDayThenDocument);
}

function stateOf(facts: readonly DecisionFact[]): DecisionState {
  const byStatus = Map.groupBy(facts, (fact) => fact.status);
  const originals = withoutLesserForms(byStatus.get('original') ?? []).sort(firstArrivedFirst);
  const heard = (status: DecisionFact['status']): DecisionFact[] =>
    (byStatus.get(status) ?? []).filter((fact) => mayCorrect(fact, facts)).sort(latestThenFirstArrived);
  const [amendments, revocations] = [heard('amendment'), heard('revocation')];
  const repairs = heard('repair');
  const speaks = amendments[0] ?? originals[0] ?? revocations[0] ?? facts[0];
  if (!speaks) throw new RangeError('a document has no facts');
  return {
    document: speaks.document,
    fact: speaks,
    decidedOn: (originals[0] ?? speaks).decidedOn,
    revoked: revocations.length > 0,
    ...(repairs.length > 0 && { repairedOn: repairs.map(knownOn).sort()[0] }),
    amended: amendments.length > 0,
    facts: [...facts].sort((a, b) => compare(a.decidedOn, b.decidedOn) || compare(a.key, b.key)),
    contested: amendments.length === 0 && originals.length > 1,
  };
}

const knownOn = ({ origin }: DecisionFact): Day => dayOf(new Date(knownSince(origin)));

const byDayThenDocument = (a: DecisionState, b: DecisionState): number =>
  compare(a.decidedOn, b.decidedOn) || compare(a.document, b.document) || compare(a.fact.key, b.fact.key);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const firstArrivedFirst = (a: DecisionFact, b: DecisionFact): number =>
  compare(arrivalOf(a), arrivalOf(b)) || compare(a.key, b.key);

/** Of one day, an officer's word goes before the rows, the last one first. */
const latestThenFirstArrived = (a: DecisionFact, b: DecisionFact): number =>
  compare(b.decidedOn, a.decidedOn) ||
  compare(b.origin.correction?.at ?? '', a.origin.correction?.at ?? '') ||
  firstArrivedFirst(a, b);

/** Whether a form says at least as much against the subject as another. */
export const weighsAsMuchAs = (form: DecisionFact, other: DecisionFact): boolean =>
  weightOf(form).gte(weightOf(other));

const levels = { full: 0, partial: 1, none: 2 } as const;

function weightOf(fact: DecisionFact): Decimal {
  const { content } = fact;
  switch (content.kind) {
    case 'penalty':
      return new Decimal(content.penalties.length).times(1e12).plus(content.fineCny ?? 0);
    case 'finding':
      return new Decimal(content.amount ?? content.months ?? content.count ?? 0).plus(
        content.level ? levels[content.level] : 0,
      );
    default:
      return new Decimal(0);
  }
}
