import type { Day } from '../shared/day.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { holderOn } from './facts/code-holder.ts';
import { isDecision } from './facts/decision-state.ts';
import type { DecisionFact, Fact, Link, LinkEntry } from './facts/fact.ts';
import type { PartyKey, Sealed } from './facts/subject.ts';
import { foldOf, isSameFold } from './folding/fold.ts';
import type { FolderStore } from './ports.ts';
import { attributionsOf } from './projection/attribution.ts';
import type { FileState } from './projection/file-state.ts';
import { type Folder, type ProjectionPolicy, projectFolder } from './projection/project-folder.ts';
import type { Scorer } from './projection/scorer.ts';

/** What a projection needs from outside. */
export interface ProjectionPorts {
  readonly store: FolderStore;
  readonly scorer: Scorer;
  readonly policy: ProjectionPolicy;
  readonly clock: () => Date;
  /** Called for every file whose content changed: its receivers may need a message. */
  readonly onChanged: (file: FileState) => void;
  /**
   * Called for an institution that a person's decisions reach, once its link is written: the caller projects it before it
   * says that its work is done. Without it, the institution is projected at once.
   */
  readonly onReached?: ((institution: PartyKey) => void) | undefined;
  /** Called for a row that was unmatched, when its subject is known. */
  readonly onMatched: (party: PartyKey, fact: DecisionFact) => Promise<void>;
}

/** Names are sealed: who takes records in compares them. */
export interface NamePorts {
  /** Whether a decision names its party otherwise than every entry of the registry (docs/regulation.md, Identity). */
  readonly isNamedOtherwise: (party: PartyKey, fact: DecisionFact, facts: readonly Fact[]) => boolean;
  /** Called for a row that was unmatched, when its subject is known under another name: a person decides. */
  readonly onNamedOtherwise: (party: PartyKey, fact: DecisionFact) => Promise<void>;
}

/** What intake needs from outside. */
export interface IntakePorts extends ProjectionPorts {
  readonly names: NamePorts;
  /** The fact for the folder of another party: sealed values are bound to their party, so they are sealed again. */
  readonly reseal: <F extends Fact>(fact: F, way: { from: PartyKey; to: PartyKey }) => F;
  /** Seals words for a party. */
  readonly seal: (words: string, party: PartyKey) => Sealed;
}

/** Another writer changed a file of the party in the meantime: read again and repeat. */
export class WriteConflict extends Error {
  override readonly name = 'WriteConflict';
}

const attempts = 12;

/**
 * Repeats an attempt as long as it ends in a write conflict.
 * @throws WriteConflict after 12 attempts
 */
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
 * Projects the files of a folder and writes them: first the sheet, then the file under its revision. After a crash in
 * between, a repetition completes the write. A writer that added a fact writes the files even if their content is
 * equal: the new revision makes concurrent writers read again.
 * @param onlyFor an institution that alone is concerned, because all that is new is that the person represents it
 */
export async function saveProjection(
  folder: Folder,
  ports: ProjectionPorts,
  onlyFor?: PartyKey,
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
  await attributeToInstitutions(folder, ports, onlyFor);
}

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

/**
 * Writes what the person's documents mean to the folders of employers and represented institutions. A new relation
 * concerns the institution that it names: what is known of the person means for the others what it meant before.
 */
async function attributeToInstitutions(
  { party, facts }: Folder,
  ports: ProjectionPorts,
  onlyFor?: PartyKey,
): Promise<void> {
  if (!facts.some(isDecision) || attributionsOf(facts, ports.policy.book).size === 0) return;
  const folder = await ports.store.readFolder(party);
  const reached = await attributedInstitutions(folder, ports, onlyFor);
  await inParallel(reached, async ([institution, entries]) => {
    await ports.store.putLink(institution, {
      person: party,
      drawnFrom: folder.facts.length,
      entries,
      ...formerlyOf(folder),
    });
    if (folder.files.size === 0) await matchAttributed(folder, entries, ports);
    if (ports.onReached) ports.onReached(institution);
    else await projectParty(institution, ports);
  });
}

/** The codes that the person was known by. */
function formerlyOf({ facts }: Folder): Pick<Link, 'formerly'> {
  const formerly = facts.flatMap((fact) => (fact.type === 'identifier' ? [fact.code] : []));
  return formerly.length > 0 ? { formerly } : {};
}

/**
 * The institutions concerned, each once. Two rows may name one employer differently: by its code and by its number.
 */
async function attributedInstitutions(
  { facts }: Folder,
  { store, policy }: Pick<ProjectionPorts, 'store' | 'policy'>,
  onlyFor: PartyKey | undefined,
): Promise<ReadonlyMap<PartyKey, LinkEntry[]>> {
  const homes = new Map<PartyKey, Map<string, LinkEntry>>();
  const employers = onlyFor === undefined ? new Set() : employersNamedIn(facts);
  for (const [named, entries] of attributionsOf(facts, policy.book)) {
    if (onlyFor !== undefined && named !== onlyFor && !employers.has(named)) continue;
    const home = await homeOf(named, store);
    const known = homes.get(home) ?? new Map<string, LinkEntry>();
    for (const entry of entries) known.set(`${entry.matter}/${entry.fact}`, entry);
    homes.set(home, known);
  }
  return new Map([...homes].map(([home, entries]) => [home, [...entries.values()]]));
}

/** A listing means the same for each institution that a person represents and does not work for. */
const employersNamedIn = (facts: readonly Fact[]): ReadonlySet<unknown> =>
  new Set(
    facts.map((fact) =>
      fact.type === 'registration'
        ? fact.employment?.employer
        : fact.type === 'decision'
          ? fact.employer
          : undefined,
    ),
  );

/** The party that holds a medical-insurance code on a day (without a day: now); the party itself for anything else. */
export const homeOf = async (
  party: PartyKey,
  store: Pick<FolderStore, 'aliasesOf'>,
  on?: Day,
): Promise<PartyKey> => holderOn(await store.aliasesOf(party), on) ?? party;

/** For a person without a file who represents an institution: decisions that count there have found their subject. */
async function matchAttributed(
  folder: Folder,
  entries: readonly LinkEntry[],
  ports: ProjectionPorts,
): Promise<void> {
  const attributed = new Set(entries.map((entry) => entry.fact));
  for (const fact of folder.facts.filter(isDecision)) {
    if (attributed.has(fact.key)) await ports.onMatched(folder.party, fact);
  }
}

/** The folder as it is once the facts are added. */
export const withFacts = (folder: Folder, facts: readonly Fact[]): Folder => ({
  ...folder,
  facts: [...folder.facts, ...facts],
});
