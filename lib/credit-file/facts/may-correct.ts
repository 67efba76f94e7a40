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
 * Whether the source of a row may say what it says. Commendations are of any authority (Art. 10) and are declared to the
 * bureau (Art. 11), so the bureau brings them all. The bureau alone repairs what the bureau found (谁认定谁修复, Art. 28): a
 * platform that lists such a decision as 已修复 repeats a repair, or is wrong.
 */
export const maySay = (
  origin: Pick<Origin, 'source' | 'receivedAt'>,
  { authority, content, status }: Pick<DecisionRecord, 'authority' | 'content' | 'status'>,
): boolean => {
  const isOfTheBureau = origin.source === 'medical-insurance';
  if (isOfTheBureau && isCommendation(content)) return true;
  const repairsWhatTheBureauFound = status === 'repair' && authority.kind === 'medical-insurance';
  return speakingOf(origin, authority) !== 'no' && (isOfTheBureau || !repairsWhatTheBureauFound);
};

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
