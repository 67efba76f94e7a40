import { isInstitution } from '../shared/category.ts';
import { bindCode, moveToHolder } from './bind-code.ts';
import { holderOn } from './facts/code-holder.ts';
import { isSameRow, type RegistrationFact } from './facts/fact.ts';
import { isRegistration, keyedApart, repeatedBy } from './facts/registration.ts';
import type { PartyKey } from './facts/subject.ts';
import { homeOf } from './home-of.ts';
import type { Folder } from './projection/project-folder.ts';
import type { IntakePorts } from './projection-ports.ts';
import type { RegistrationEntry } from './registration-entry.ts';
import { addRelation } from './relations.ts';
import { reach, saveProjection, withFacts } from './save-projection.ts';
import { letDoubtedWait } from './set-aside.ts';
import { type AskedSuccession, aliasOf, askedBy } from './succession.ts';
import { retryOnConflict, WriteConflict } from './write-conflict.ts';

export type TakenEntry = { readonly kind: 'accepted' | 'duplicate' } | AskedSuccession;

/**
 * Takes a registry entry into the folder of the party that its number leads to. Records that waited for the subject take
 * effect. An entry that repeats the latest one of an earlier day is a duplicate.
 */
export async function takeRegistration(
  number: PartyKey,
  entry: RegistrationEntry,
  ports: IntakePorts,
): Promise<TakenEntry> {
  const { store } = ports;
  // Only a code or an institution's number can lead to another party: rows about persons cost no read.
  const party = entry.fact.scheme === 'resident-id' ? number : await homeOf(number, store);
  const { fact, alias, relation } = party === number ? entry : movedEntry(entry, { number, party }, ports);
  const taken = await retryOnConflict(async () => {
    const read = await store.readCondensed(party);
    const asked = entry.isApart ? undefined : await askedBy(number, entry, { folder: read, store });
    if (asked) return asked;
    const entries = read.facts
      .filter(isRegistration)
      .filter((other) => slotOf(other) === slotOf(fact) && other.number === fact.number);
    const same = repeatedBy(fact, entries);
    if (same && !isSameRow(same, fact)) return { kind: 'duplicate' as const };
    // A new entry may be about everything that is known of the party.
    const folder = read.isCondensed ? await store.readFolder(party) : read;
    const apart = keyedApart(fact, entries);
    if (!same && !(await store.addFact(party, apart))) throw new WriteConflict(`registration of ${party}`);
    const known = same ? folder : withFacts(folder, [apart]);
    const fresh = folder.files.has(fact.category) ? known : await store.readFolder(party);
    await saveProjection(await withoutDoubted(fresh, ports), ports);
    return { kind: 'accepted' as const };
  });
  if (taken.kind === 'accepted') {
    // After the registration, because records are compared with its name.
    if (fact.number !== undefined)
      await moveToHolder(party, { code: number, fact: aliasOf(party, fact) }, ports);
    if (alias && (await mayBind(party, { fact, alias }, store))) await bindCode(party, alias, ports);
    if (relation) await relate(relation, ports);
  }
  return taken;
}

/** The entry for the party that its code or number leads to. A code is not bound by an entry under that code. */
function movedEntry(
  { fact, alias, relation }: RegistrationEntry,
  { number, party }: { number: PartyKey; party: PartyKey },
  { reseal }: IntakePorts,
): RegistrationEntry {
  const moved = reseal(fact, { from: number, to: party });
  return {
    fact: fact.scheme === 'uscc' ? { ...moved, number } : moved,
    alias: alias && { ...alias, fact: { ...alias.fact, key: `A.${party}`, of: party } },
    relation,
  };
}

/** An institution that has left takes its code from nobody who holds it. */
async function mayBind(
  party: PartyKey,
  { fact, alias }: { fact: RegistrationFact; alias: NonNullable<RegistrationEntry['alias']> },
  store: IntakePorts['store'],
): Promise<boolean> {
  if (fact.status !== 'left' || !isInstitution(fact.category)) return true;
  const holder = holderOn(await store.aliasesOf(alias.code));
  return holder === undefined || holder === party;
}

/**
 * The folder once the records that came before the registry and name the subject otherwise wait for a person. A finding of the
 * bureau may have created the subject, so that they were in effect.
 */
async function withoutDoubted(folder: Folder, ports: IntakePorts): Promise<Folder> {
  if ((await letDoubtedWait(folder.party, folder.facts, ports, [])) === 0) return folder;
  return ports.store.readFolder(folder.party);
}

/** Keys are `R.<slot>.<day>.<content>`. A slot is a category, and for staff an employment. */
const slotOf = (fact: { key: string }): string => fact.key.split('.').slice(0, 2).join('.');

/** A relation that is kept apart says nothing of the person's own files. */
const relate = (
  { person, fact }: NonNullable<RegistrationEntry['relation']>,
  ports: IntakePorts,
): Promise<void> =>
  retryOnConflict(async () => {
    const folder = await addRelation(person, fact, ports.store);
    if (folder) await saveProjection(folder, ports, { relation: fact });
    else await reach(person, ports, { relation: fact });
  });
