import type { DecisionRecord } from '../../../schemas/record.ts';
import { type Speaking, speaksFor } from '../../regulation/authorities.ts';
import { isCommendation } from '../../regulation/commendations.ts';
import { dayOf } from '../../shared/day.ts';
import type { DecisionFact, Origin } from './fact.ts';

/** Whether the source of a row may bring decisions of an authority, by the register of the day of its receipt. */
const speakingOf = (
  { source, receivedAt }: Pick<Origin, 'source' | 'receivedAt'>,
  authority: DecisionFact['authority'],
): Speaking => speaksFor(source, authority, { on: dayOf(new Date(receivedAt)) });

/**
 * Whether the source of a row may bring its decision. Commendations are of any authority (Art. 10) and are declared to
 * the bureau (Art. 11), so the bureau brings them all.
 */
export const mayBring = (
  origin: Pick<Origin, 'source' | 'receivedAt'>,
  { authority, content }: Pick<DecisionRecord, 'authority' | 'content'>,
): boolean =>
  speakingOf(origin, authority) !== 'no' ||
  (origin.source === 'medical-insurance' && isCommendation(content));

/**
 * Whether an amendment, revocation or removal comes from who may say it (docs/regulation.md, Identity): a
 * source that the register binds to the authority, the source that brought the decision, or an officer.
 */
export function mayCorrect(fact: DecisionFact, document: readonly DecisionFact[]): boolean {
  const { source, correction } = fact.origin;
  if (correction || speakingOf(fact.origin, fact.authority) === 'own') return true;
  const others = document.filter(({ key }) => key !== fact.key);
  return others.length === 0 || others.some(({ origin }) => origin.source === source);
}
