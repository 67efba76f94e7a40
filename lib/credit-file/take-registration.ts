import { latestArrivalFirst } from './facts/arrival.ts';
import { everyHolderOf, holderOn, isAlias } from './facts/code-holder.ts';
import { movingTo, sentTo } from './facts/code-moves.ts';
import { decisionsOf, isDecision } from './facts/decision-state.ts';
import {
  type AliasFact,
  type Fact,
  type IdentifierFact,
  isSameRow,
  type RegistrationFact,
  type RelationFact,
} from './facts/fact.ts';
import { isRegistration, keyedApart, repeatedBy } from './facts/registration.ts';
import type { PartyKey } from './facts/subject.ts';
import type { Folder } from './projection/project-folder.ts';
import {
  type IntakePorts,
  projectParty,
  retryOnConflict,
  saveProjection,
  WriteConflict,
  withFacts,
} from './save-projection.ts';
import { isInDoubt, setAside } from './set-aside.ts';
import { takeWithdrawal } from './take-withdrawal.ts';

/** A registry entry with what it says about other parties. */
export interface RegistrationEntry {
  readonly fact: RegistrationFact;
  /** The party of its medical-insurance code, and the fact that assigns the code to this party. */
  readonly alias?: { readonly code: PartyKey; readonly fact: AliasFact } | undefined;
  /** Its legal representative, and the fact that the person represents it. */
  readonly relation?: { readonly person: PartyKey; readonly fact: RelationFact } | undefined;
}

/**
 * Takes a registry entry into the party's folder. Records that waited for the subject take effect. An entry that
 * repeats the latest one of an earlier day is a duplicate.
 */
export async function takeRegistration(
  party: PartyKey,
  entry: RegistrationEntry,
  ports: IntakePorts,
): Promise<{ kind: 'accepted' | 'duplicate' }> {
  // Only a medical-insurance code can lead to another party: other rows cost no read.
  const isCode = entry.fact.scheme === 'medins-code';
  const home = isCode ? holderOn(await ports.store.aliasesOf(party)) : undefined;
  if (home !== undefined && home !== party) {
    const fact = ports.reseal(entry.fact, { from: party, to: home });
    return takeRegistration(home, { fact, relation: entry.relation }, ports);
  }
  const { fact } = entry;
  const taken = await retryOnConflict(async () => {
    const folder = await ports.store.readFolder(party);
    const entries = folder.facts.filter(isRegistration).filter((other) => slotOf(other) === slotOf(fact));
    const same = repeatedBy(fact, entries);
    if (same && !isSameRow(same, fact)) return 'duplicate' as const;
    const apart = keyedApart(fact, entries);
    if (!same && !(await ports.store.addFact(party, apart)))
      throw new WriteConflict(`registration of ${party}`);
    const known = same ? folder : withFacts(folder, [apart]);
    const fresh = folder.files.has(fact.category) ? known : await ports.store.readFolder(party);
    await saveProjection(await withoutDoubted(fresh, ports), ports);
    return 'accepted' as const;
  });
  if (taken === 'accepted') {
    if (entry.alias) await bindCode(party, entry.alias, ports);
    if (entry.relation) await relate(entry.relation, ports);
  }
  return { kind: taken };
}

/** The folder of a subject that is new, once the records that waited for it under another name wait for a person. */
async function withoutDoubted(folder: Folder, ports: IntakePorts): Promise<Folder> {
  if (folder.files.size > 0 || (await doubt(folder.party, folder.facts, ports)) === 0) return folder;
  return ports.store.readFolder(folder.party);
}

/** @returns how many of the facts are in doubt */
async function doubt(party: PartyKey, arriving: readonly Fact[], ports: IntakePorts): Promise<number> {
  const waiting = decisionsOf(arriving).filter(({ createsSubject }) => !createsSubject);
  if (waiting.length === 0) return 0;
  const facts = [...(await ports.store.readFolder(party)).facts, ...arriving];
  const doubted = waiting.filter((fact) => isInDoubt(party, fact, facts, ports));
  for (const fact of doubted) await ports.names.onNamedOtherwise(party, fact);
  await setAside(party, doubted, facts, ports);
  return doubted.length;
}

/** Keys are `R.<slot>.<day>.<content>`. A slot is a category, and for staff an employment. */
const slotOf = (fact: { key: string }): string => fact.key.split('.').slice(0, 2).join('.');

/**
 * What is known under a medical-insurance code goes to the party that the registry gives the code to: decisions,
 * publications, cases, rulings, withdrawals and registrations, each by its own day (`code-holder.ts`). A lasting key for
 * both would not do: a code and a number may each have a folder before the registry joins them, so that one must move
 * anyway. Every step can be done again: a queue that hands the row over again finishes what broke off.
 */
async function bindCode(
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

async function moveToHolder(
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
  for (const link of links) await store.putLink(party, link);
  // Words about a fact come before the fact, so that nothing which is out of effect takes effect meanwhile.
  const own = moving.map((known) => sentTo(ports.reseal(known, { from: code, to: party }), code));
  if (files.size === 0) await doubt(party, own, ports);
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

async function relate(
  { person, fact }: NonNullable<RegistrationEntry['relation']>,
  ports: IntakePorts,
): Promise<void> {
  await ports.store.addFact(person, fact);
  await projectParty(person, ports);
}
