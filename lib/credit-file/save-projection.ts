import { isDecision } from './facts/decision-state.ts';
import type { DecisionFact, Fact, LinkEntry } from './facts/fact.ts';
import type { PartyKey } from './facts/subject.ts';
import type { FolderStore } from './ports.ts';
import { attributionsOf } from './projection/attribution.ts';
import type { FileState } from './projection/file-state.ts';
import { type Folder, type ProjectionPolicy, projectFolder } from './projection/project-folder.ts';
import type { Scorer } from './projection/scorer.ts';

/** What drawing the files of folders anew needs from outside. */
export interface ProjectionPorts {
  readonly store: FolderStore;
  readonly scorer: Scorer;
  readonly policy: ProjectionPolicy;
  readonly clock: () => Date;
  /** Told of every file that was written: its receivers may have to hear of it. */
  readonly onChanged: (file: FileState) => void;
  /** A row that was unmatched has found its subject. */
  readonly onMatched: (party: PartyKey, fact: DecisionFact) => Promise<void>;
}

/** What taking facts into folders needs from outside. */
export interface IntakePorts extends ProjectionPorts {
  /** The same fact as it is kept in the folder of another party: what is sealed names its party. */
  readonly reseal: <F extends Fact>(fact: F, way: { from: PartyKey; to: PartyKey }) => F;
}

/** Somebody else wrote a file of the party meanwhile: read again and do it over. */
export class WriteConflict extends Error {
  override readonly name = 'WriteConflict';
}

const attempts = 12;

/** Runs an attempt until no other writer was in between. @throws WriteConflict after a dozen attempts */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof WriteConflict) || count === attempts) throw error;
    }
  }
}

/**
 * Draws the files of a folder anew and writes them: the sheet first, then the file under its revision, so that a crash
 * in between is cured by doing it again. Whoever added something to the folder writes its files even where they say
 * the same: the revision then tells every other writer that there is something it has not read.
 */
export async function saveProjection(folder: Folder, ports: ProjectionPorts): Promise<void> {
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
  await attributeToInstitutions(folder, ports);
}

/** Reads and refreshes a folder that something else has changed. */
export const projectParty = (party: PartyKey, ports: ProjectionPorts): Promise<void> =>
  retryOnConflict(async () => saveProjection(await ports.store.readFolder(party), ports));

/** Before a subject's first file is written, the rows that waited for it are counted as accepted. */
async function matchWaitingDecisions(
  { party, facts, files }: Folder,
  { onMatched }: ProjectionPorts,
): Promise<void> {
  if (files.size > 0) return;
  for (const fact of facts.filter(isDecision)) {
    if (!fact.createsSubject) await onMatched(party, fact);
  }
}

/** What the person's documents mean for employers and represented institutions goes to their folders. */
async function attributeToInstitutions({ party, facts }: Folder, ports: ProjectionPorts): Promise<void> {
  if (!facts.some(isDecision) || attributionsOf(facts).size === 0) return;
  const folder = await ports.store.readFolder(party);
  for (const [institution, entries] of await attributedInstitutions(folder, ports.store)) {
    await ports.store.putLink(institution, { person: party, drawnFrom: folder.facts.length, entries });
    if (folder.files.size === 0) await matchAttributed(folder, entries, ports);
    await projectParty(institution, ports);
  }
}

/** Institutions reached, each once: one employer may be known by its code in one file and by its number in another. */
async function attributedInstitutions(
  { facts }: Folder,
  store: FolderStore,
): Promise<ReadonlyMap<PartyKey, LinkEntry[]>> {
  const homes = new Map<PartyKey, Map<string, LinkEntry>>();
  for (const [named, entries] of attributionsOf(facts)) {
    const home = await homeOf(named, store);
    const known = homes.get(home) ?? new Map<string, LinkEntry>();
    for (const entry of entries) known.set(`${entry.matter}/${entry.fact}`, entry);
    homes.set(home, known);
  }
  return new Map([...homes].map(([home, entries]) => [home, [...entries.values()]]));
}

/** The party behind a medical-insurance code, where the registry has said whose it is. */
export const homeOf = async (party: PartyKey, store: Pick<FolderStore, 'aliasOf'>): Promise<PartyKey> =>
  (await store.aliasOf(party)) ?? party;

/** A person who is no subject, but represents one: what reaches it has found its subject. */
async function matchAttributed(
  folder: Folder,
  entries: readonly LinkEntry[],
  ports: ProjectionPorts,
): Promise<void> {
  const reaching = new Set(entries.map((entry) => entry.fact));
  for (const fact of folder.facts.filter(isDecision)) {
    if (reaching.has(fact.key)) await ports.onMatched(folder.party, fact);
  }
}

/** The folder as it is once the facts are added. */
export const withFacts = (folder: Folder, facts: readonly Fact[]): Folder => ({
  ...folder,
  facts: [...folder.facts, ...facts],
});
