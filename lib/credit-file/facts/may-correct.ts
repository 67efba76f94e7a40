import { type Speaking, speaksFor } from '../../regulation/authorities.ts';
import { dayOf } from '../../shared/day.ts';
import type { DecisionFact, Origin } from './fact.ts';

/** Whether the source of a row may bring decisions of an authority, by the register of the day of its receipt. */
export const speakingOf = (
  { source, receivedAt }: Pick<Origin, 'source' | 'receivedAt'>,
  authority: DecisionFact['authority'],
): Speaking => speaksFor(source, authority, { on: dayOf(new Date(receivedAt)) });

/**
 * Whether the source of a row may say what it says. The bureau alone repairs what the bureau found (谁认定谁修复, Art. 28):
 * a platform that lists such a decision as 已修复 repeats a repair, or is wrong.
 */
export const maySay = (
  origin: Pick<Origin, 'source' | 'receivedAt'>,
  { authority, status }: Pick<DecisionFact, 'authority' | 'status'>,
): boolean =>
  speakingOf(origin, authority) !== 'no' &&
  (status !== 'repair' || authority.kind !== 'medical-insurance' || origin.source === 'medical-insurance');

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
