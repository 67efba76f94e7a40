import { listings } from '../regulation/listings.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { isDecision } from './facts/decision-state.ts';
import { isUnnumbered, numberOf } from './facts/document-number.ts';
import type { DecisionFact, Fact, Link, LinkEntry, RelationFact } from './facts/fact.ts';
import type { PartyKey } from './facts/subject.ts';
import { homeOf } from './home-of.ts';
import type { FolderStore } from './ports.ts';
import { attributionsOf } from './projection/attribution.ts';
import type { Folder } from './projection/project-folder.ts';
import type { ProjectionPorts } from './projection-ports.ts';
import { mayHaveRelationsApart } from './relations.ts';

/**
 * What is new of a person: `employment`: decisions that can mean something for employers alone; a relation: that the
 * person represents one further institution.
 */
export type Concern = 'anything' | 'employment' | { readonly relation: RelationFact };

interface Reach {
  readonly concern: Concern;
  readonly project: (institution: PartyKey, ports: ProjectionPorts) => Promise<void>;
  readonly take: (institution: PartyKey, links: readonly Link[], ports: ProjectionPorts) => Promise<void>;
}

/**
 * Writes what the person's documents mean to the folders of employers and represented institutions, and projects these.
 * Only a listing means something for an institution that a person represents and does not work for. So what is not about
 * one leaves these institutions alone, and so does a further institution the others.
 */
export async function reachInstitutions(
  party: PartyKey,
  ports: ProjectionPorts,
  { concern, project, take }: Reach,
): Promise<void> {
  const { folder, isReached } = await reachedOf(party, concern, ports.store);
  const reached = await attributedInstitutions(folder, isReached, ports);
  await inParallel(reached, async ([institution, { entries, isRepresented }]) => {
    const link = {
      person: party,
      drawnFrom: drawnFromOf(folder),
      entries: [...entries.values()],
      ...formerlyOf(folder),
    };
    // A listing counts by links that every projection reads: an institution has few representatives.
    if (isRepresented) await ports.store.putLink(institution, link);
    else if (!ports.onReached) await take(institution, [link], ports);
    if (folder.files.size === 0) await matchAttributed(folder, link.entries, ports);
    if (ports.onReached) ports.onReached(institution, isRepresented ? undefined : link);
    else if (isRepresented) await project(institution, ports);
  });
}

/** Whether documents of a party can mean something for institutions. */
export const mayReach = (facts: readonly Fact[], { policy }: Pick<ProjectionPorts, 'policy'>): boolean =>
  facts.some(isDecision) && attributionsOf(facts, policy.book).size > 0;

interface Reached {
  readonly folder: Folder;
  /** Whether the concern reaches the institution that facts name. */
  readonly isReached: (named: PartyKey) => boolean;
}

/** What is known of the person now, as far as it can matter to the institutions that are reached. */
async function reachedOf(party: PartyKey, concern: Concern, store: FolderStore): Promise<Reached> {
  const core = await store.readCondensed(party);
  const employers = employersNamedIn(core.facts);
  const isNew = typeof concern === 'object' ? ofRelation(concern) : undefined;
  if (!core.isCondensed && !isListed(core.facts))
    return { folder: core, isReached: (named) => !isNew && employers.has(named) };
  if (!core.isCondensed && employers.size === 0) {
    if (concern === 'employment') return { folder: core, isReached: () => false };
    if (typeof concern === 'object')
      return { folder: withRelation(core, concern.relation), isReached: ofRelation(concern) };
  }
  const isWhole = !core.isCondensed && !mayHaveRelationsApart(core.facts);
  const folder = isWhole ? core : await store.readFolder(party);
  return { folder, isReached: (named) => !isNew || isNew(named) || employers.has(named) };
}

const ofRelation =
  ({ relation }: Exclude<Concern, string>) =>
  (named: PartyKey): boolean =>
    named === relation.institution;

/** The folder with one of the relations that are kept apart. */
const withRelation = (folder: Folder, relation: RelationFact): Folder =>
  folder.facts.some(({ key }) => key === relation.key)
    ? folder
    : {
        ...folder,
        facts: [...folder.facts, relation],
        relationsApart: new Set([relation.key]),
      };

/** Whether a listing is known that reaches institutions, in force or not. */
const isListed = (facts: readonly Fact[]): boolean => facts.some(isReachingListing);

const isReachingListing = (fact: Fact): boolean =>
  isDecision(fact) && fact.content.kind === 'listing' && listings[fact.content.list].reachesInstitutions;

/** What decisions that are taken into a folder concern: by its number one may be about a listing. */
export function concernOf(taken: readonly DecisionFact[], facts: readonly Fact[]): Concern {
  const listed = new Set(facts.filter(isDecision).filter(isReachingListing).map(numberOf));
  const isAboutListing = (fact: DecisionFact): boolean =>
    isReachingListing(fact) || listed.has(numberOf(fact)) || isUnnumbered(fact);
  return taken.some(isAboutListing) ? 'anything' : 'employment';
}

/**
 * From how many facts a link is made. Relations that are kept apart matter to a listing alone, and count from then on: a
 * person that was listed once stays so among the facts.
 */
const drawnFromOf = ({ facts, relationsApart }: Folder): number =>
  facts.length - (isListed(facts) ? 0 : (relationsApart?.size ?? 0));

/** The codes that the person was known by. */
function formerlyOf({ facts }: Folder): Pick<Link, 'formerly'> {
  const formerly = facts.flatMap((fact) => (fact.type === 'identifier' ? [fact.code] : []));
  return formerly.length > 0 ? { formerly } : {};
}

interface Attributed {
  readonly entries: Map<string, LinkEntry>;
  readonly isRepresented: boolean;
}

/**
 * The institutions concerned, each once. Two rows may name one employer differently: by its code and by its number.
 */
async function attributedInstitutions(
  { facts }: Folder,
  isReached: (named: PartyKey) => boolean,
  { store, policy }: Pick<ProjectionPorts, 'store' | 'policy'>,
): Promise<ReadonlyMap<PartyKey, Attributed>> {
  const homes = new Map<PartyKey, Attributed>();
  const represented = new Set(facts.flatMap((fact) => (fact.type === 'relation' ? [fact.institution] : [])));
  for (const [named, entries] of attributionsOf(facts, policy.book)) {
    if (!isReached(named)) continue;
    const home = await homeOf(named, store);
    const known = homes.get(home) ?? { entries: new Map<string, LinkEntry>(), isRepresented: false };
    for (const entry of entries) known.entries.set(`${entry.matter}/${entry.fact}`, entry);
    homes.set(home, { ...known, isRepresented: known.isRepresented || represented.has(named) });
  }
  return homes;
}

/** The institutions that entries of the registry and decisions name as the person's employer. */
const employersNamedIn = (facts: readonly Fact[]): ReadonlySet<unknown> =>
  new Set(
    facts.flatMap((fact) => {
      const employer =
        fact.type === 'registration'
          ? fact.employment?.employer
          : fact.type === 'decision'
            ? fact.employer
            : undefined;
      return employer === undefined ? [] : [employer];
    }),
  );

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
