import { speaksFor } from '../../regulation/authorities.ts';
import { dayOf } from '../../shared/day.ts';
import type { DecisionFact } from './fact.ts';

/**
 * Whether an amendment, revocation or removal comes from who may say it (docs/regulation.md, Identity): a
 * source that the register binds to the authority, the source that brought the decision, or an officer.
 */
export function mayCorrect(fact: DecisionFact, document: readonly DecisionFact[]): boolean {
  const { source, correction, receivedAt } = fact.origin;
  if (correction) return true;
  const speaking = speaksFor(source, fact.authority, { on: dayOf(new Date(receivedAt)) });
  if (speaking === 'own') return true;
  const others = document.filter(({ key }) => key !== fact.key);
  return others.length === 0 || others.some(({ origin }) => origin.source === source);
}
