import { latestArrivalFirst } from './facts/arrival.ts';
import { everyHolderOf, holderOn, isAlias } from './facts/code-holder.ts';
import { movingTo, sentTo } from './facts/code-moves.ts';
import { decisionsOf, isDecision } from './facts/decision-state.ts';
import type { AliasFact, IdentifierFact } from './facts/fact.ts';
import type { PartyKey } from './facts/subject.ts';
import { placeLinks } from './place-links.ts';
import type { IntakePorts } from './projection-ports.ts';
import type { RegistrationEntry } from './registration-entry.ts';
import { projectParty } from './save-projection.ts';
import { letDoubtedWait } from './set-aside.ts';
import { takeWithdrawal } from './take-withdrawal.ts';
import { retryOnConflict } from './write-conflict.ts';

/**
 * What is known under a medical-insurance code goes to the party that the registry gives the code to: decisions,
 * publications, cases, rulings, withdrawals and registrations, each by its own day (`code-holder.ts`). A lasting key for
 * both would not do: a code and a number may each have a folder before the registry joins them, so that one must move
 * anyway. Every step can be done again: a queue that hands the row over again finishes what broke off.
 */
export async function bindCode(
  party: PartyKey,
  { code, fact }: NonNullable<RegistrationEntry['alias']>,
  ports: IntakePorts,
): Promise<void> {
  const before = (await ports.store.aliasesOf(code)).sort(latestArrivalFirst);
  if (before[0]?.of !== party) await ports.store.addFact(code, keyedAfter(before, fact));
  await moveToHolder(party, { code, fact }, ports);
}

/** Moves what belongs to every holder of a code once more: what an earlier release left behind is completed. */
export async function moveToHolders(code: PartyKey, ports: IntakePorts): Promise<void> {
  const aliases = await ports.store.aliasesOf(code);
  for (const party of everyHolderOf(aliases)) {
    const fact = aliases.find(({ of }) => of === party);
    if (fact) await moveToHolder(party, { code, fact }, ports);
  }
}

const linksAtOnce = 50;

/** Moves what belongs to one holder of a code, or of a further number, into its folder. */
export async function moveToHolder(
  party: PartyKey,
  { code, fact }: NonNullable<RegistrationEntry['alias']>,
  ports: IntakePorts,
): Promise<void> {
  const { store } = ports;
  const { facts, links, files } = await store.readFolder(code);
  const aliases = facts.filter(isAlias);
  const moving = movingTo(party, facts);
  const others = everyHolderOf(aliases).filter((other) => other !== party);
  const returned = await takenFromOthers({ code, party, others, aliases }, ports);
  if (moving.length + links.length + files.size + returned === 0) return;
  await store.addFact(party, identifierOf(code, fact));
  for (let at = 0; at < links.length; at += linksAtOnce)
    await retryOnConflict(() => placeLinks(party, links.slice(at, at + linksAtOnce), store));
  // Words about a fact come before the fact, so that nothing which is out of effect takes effect meanwhile.
  const own = moving.map((known) => sentTo(ports.reseal(known, { from: code, to: party }), code));
  await letDoubtedWait(party, own, ports);
  for (const fact of own.toSorted((a, b) => Number(isDecision(a)) - Number(isDecision(b))))
    await store.addFact(party, fact);
  for (const decision of moving.filter(isDecision)) await ports.onMatched(code, decision);
  await projectParty(code, ports);
  await projectParty(party, ports);
  for (const other of others) await projectParty(other, ports);
}

/** A code may be given to a party a second time: the first word has the key that earlier releases wrote. */
const keyedAfter = (known: readonly AliasFact[], fact: AliasFact): AliasFact =>
  known.some(({ key }) => key === fact.key)
    ? { ...fact, key: `${fact.key}.${fact.origin.receivedAt}` }
    : fact;

const identifierOf = (code: PartyKey, { origin }: AliasFact): IdentifierFact => ({
  type: 'identifier',
  key: `I.${code}`,
  origin,
  code,
});

/** Decisions that had gone to a party which does not hold the code on their day after all. @returns how many came back */
async function takenFromOthers(
  {
    code,
    party,
    others,
    aliases,
  }: { code: PartyKey; party: PartyKey; others: readonly PartyKey[]; aliases: readonly AliasFact[] },
  ports: IntakePorts,
): Promise<number> {
  let returned = 0;
  for (const other of others) {
    const { facts } = await ports.store.readFolder(other);
    const wrong = decisionsOf(facts).filter(
      (fact) => fact.sentTo === code && holderOn(aliases, fact.decidedOn) === party,
    );
    for (const fact of wrong) {
      await ports.store.addFact(party, ports.reseal(fact, { from: other, to: party }));
      const { by, receivedAt: at } = aliases.at(-1)?.origin ?? fact.origin;
      const word = {
        of: fact.key,
        isWithdrawn: true,
        by,
        at,
        reason: '医保编码改属其他主体',
        movedTo: party,
      };
      await takeWithdrawal(other, word, ports);
    }
    returned += wrong.length;
  }
  return returned;
}
