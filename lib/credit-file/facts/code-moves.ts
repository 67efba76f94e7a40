import { type Day, dayOf } from '../../shared/day.ts';
import { holderOn, isAlias } from './code-holder.ts';
import { isDecision } from './decision-state.ts';
import type { Fact } from './fact.ts';
import type { PartyKey } from './subject.ts';

/** The facts under a medical-insurance code that belong to a holder of it, each by its own day. */
export function movingTo(holder: PartyKey, facts: readonly Fact[]): Fact[] {
  const aliases = facts.filter(isAlias);
  return facts.filter((fact) => moves(holder, fact) && holderOn(aliases, dayOfFact(fact, facts)) === holder);
}

/** Relations and aliases are about the code itself, and stay; so does the word that a fact went to this very party. */
const moves = (holder: PartyKey, fact: Fact): boolean =>
  !['alias', 'relation', 'identifier', 'expired'].includes(fact.type) &&
  !(fact.type === 'withdrawal' && fact.movedTo === holder);

const dayOfFact = (fact: Fact, facts: readonly Fact[]): Day => {
  const about = fact.type === 'earlier-receipt' ? facts.find(({ key }) => key === fact.of) : fact;
  return about && isDecision(about) ? about.decidedOn : dayOf(new Date(fact.origin.receivedAt));
};

/** As it is kept at the holder: withdrawals of the same fact may be numbered there already. */
export function sentTo<F extends Fact>(fact: F, code: PartyKey): F {
  if (isDecision(fact)) return { ...fact, sentTo: code };
  return fact.type === 'withdrawal' ? { ...fact, key: `${fact.key}.${code}` } : fact;
}
