import { isDecision } from './facts/decision-state.ts';
import type { Fact, Link } from './facts/fact.ts';
import type { PartyKey } from './facts/subject.ts';
import { foldOf, isSameFold } from './folding/fold.ts';
import { placeLinks } from './place-links.ts';
import type { FolderStore } from './ports.ts';
import { type Folder, projectFolder } from './projection/project-folder.ts';
import type { ProjectionPorts } from './projection-ports.ts';
import { type Concern, mayReach, reachInstitutions } from './reach-institutions.ts';
import { retryOnConflict, WriteConflict } from './write-conflict.ts';

/**
 * Projects the files of a folder and writes them: first the sheet, then the file under its revision. After a crash in
 * between, a repetition completes the write. A writer that added a fact writes the files even if their content is
 * equal: the new revision makes concurrent writers read again.
 * @param concern what is new of a person, where that does not concern every institution
 */
export async function saveProjection(
  folder: Folder,
  ports: ProjectionPorts,
  concern: Concern = 'anything',
): Promise<void> {
  const { store, scorer, policy, clock, onChanged } = ports;
  for (const { file, sheet, changed } of projectFolder(folder, { now: clock(), scorer, policy })) {
    const before = folder.files.get(file.category);
    if (!before) await matchWaitingDecisions(folder, ports);
    if (before?.identity.nameDigest !== file.identity.nameDigest)
      await store.addName(file.identity.nameDigest, file);
    if (sheet) await store.addSheet(folder.party, sheet);
    if (file.disclosure && !before?.disclosure) await store.noteDisclosed(file);
    if (!(await store.putFile(file))) throw new WriteConflict(`file of ${folder.party}`);
    if (changed) onChanged(file);
  }
  await keepFold(folder, store);
  if (typeof concern === 'object' || mayReach(folder.facts, ports)) await reach(folder.party, ports, concern);
}

/** Lets what a person's documents mean take effect at the institutions that it concerns. */
export const reach = (person: PartyKey, ports: ProjectionPorts, concern: Concern): Promise<void> =>
  reachInstitutions(person, ports, { concern, project: projectParty, take: takeLinks });

/**
 * Renews the fold of a party with many decisions after all of its facts were read and projected. If another writer is
 * first, or the process ends before, the next projection reads all facts again.
 */
async function keepFold(folder: Folder, { putFold }: Pick<FolderStore, 'putFold'>): Promise<void> {
  if (folder.isCondensed) return;
  const fold = foldOf(folder);
  if (fold && !isSameFold(fold, folder.fold)) await putFold(folder.party, fold);
}

/** Reads and projects a folder that something else has changed. */
export const projectParty = (party: PartyKey, ports: ProjectionPorts): Promise<void> =>
  retryOnConflict(async () => saveProjection(await ports.store.readCondensed(party), ports));

/** Writes links of persons to an institution and projects it. */
export const takeLinks = (
  institution: PartyKey,
  links: readonly Link[],
  ports: ProjectionPorts,
): Promise<void> =>
  retryOnConflict(async () => saveProjection(await placeLinks(institution, links, ports.store), ports));

/** Before the first file of a subject is written, the rows that waited for it are counted as accepted. */
async function matchWaitingDecisions(
  { party, facts, files }: Folder,
  { onMatched }: ProjectionPorts,
): Promise<void> {
  if (files.size > 0) return;
  for (const fact of facts.filter(isDecision)) {
    if (!fact.createsSubject) await onMatched(party, fact);
  }
}

/** The folder as it is once the facts are added. */
export const withFacts = (folder: Folder, facts: readonly Fact[]): Folder => ({
  ...folder,
  facts: [...folder.facts, ...facts],
});
