import { isDecision } from './facts/decision-state.ts';
import {
  type AliasFact,
  type Fact,
  isSameRow,
  type RegistrationFact,
  type RelationFact,
} from './facts/fact.ts';
import { isRegistration, repeatedBy } from './facts/registration.ts';
import type { PartyKey } from './facts/subject.ts';
import {
  type IntakePorts,
  projectParty,
  retryOnConflict,
  saveProjection,
  WriteConflict,
  withFacts,
} from './save-projection.ts';

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
  const { fact } = entry;
  const taken = await retryOnConflict(async () => {
    const folder = await ports.store.readFolder(party);
    const entries = folder.facts.filter(isRegistration).filter((other) => slotOf(other) === slotOf(fact));
    const same = repeatedBy(fact, entries);
    if (same && !isSameRow(same, fact)) return 'duplicate' as const;
    if (!same && !(await ports.store.addFact(party, fact)))
      throw new WriteConflict(`registration of ${party}`);
    const known = same ? folder : withFacts(folder, [fact]);
    const fresh = folder.files.has(fact.category) ? known : await ports.store.readFolder(party);
    await saveProjection(fresh, ports);
    return 'accepted' as const;
  });
  if (taken === 'accepted') {
    if (entry.alias) await bindCode(party, entry.alias, ports);
    if (entry.relation) await relate(entry.relation, ports);
  }
  return { kind: taken };
}

/** Keys are `R.<slot>.<day>.<content>`. A slot is a category, and for staff an employment. */
const slotOf = (fact: { key: string }): string => fact.key.split('.').slice(0, 2).join('.');

/**
 * Copies what was sent under the medical-insurance code to the party that has the code. Officers' facts are copied
 * first, so that a withdrawn decision does not take effect in between.
 */
async function bindCode(
  party: PartyKey,
  { code, fact }: NonNullable<RegistrationEntry['alias']>,
  ports: IntakePorts,
): Promise<void> {
  await ports.store.addFact(code, fact);
  const { facts, links } = await ports.store.readFolder(code);
  const decisions = facts.filter(isDecision);
  for (const link of links) await ports.store.putLink(party, link);
  if (decisions.length + links.length === 0) return;
  for (const said of [...facts.filter(isWordFor(party)), ...decisions])
    await ports.store.addFact(party, ports.reseal(said, { from: code, to: party }));
  for (const decision of decisions) await ports.onMatched(code, decision);
  await projectParty(code, ports);
  await projectParty(party, ports);
}

/**
 * Officers' facts about the code. A withdrawal that moved a record to this party is not copied: the record is here
 * already.
 */
const isWordFor =
  (party: PartyKey) =>
  (fact: Fact): boolean =>
    fact.type === 'ruling' || 'case' in fact || (fact.type === 'withdrawal' && fact.movedTo !== party);

async function relate(
  { person, fact }: NonNullable<RegistrationEntry['relation']>,
  ports: IntakePorts,
): Promise<void> {
  await ports.store.addFact(person, fact);
  await projectParty(person, ports);
}
