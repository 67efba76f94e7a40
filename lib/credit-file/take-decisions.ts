import type { RowFinding } from '../../schemas/record.ts';
import type { DecisionFact } from './fact.ts';
import { partOf } from './identity.ts';
import { bringUpToDate, Contended, type KeeperPorts, uncontended, withFacts } from './keeper.ts';
import { reachOf } from './reach.ts';
import type { Folder } from './refresh.ts';
import { registrationsOf } from './registration.ts';
import { isDecision } from './standing.ts';
import type { PartyKey } from './subject.ts';

export type Taken =
  | { readonly kind: 'accepted' | 'duplicate' | 'unmatched' }
  | { readonly kind: 'quarantined'; readonly findings: readonly RowFinding[] };

/**
 * Takes decisions about one party into its folder and brings its files up to date. Safe to do again after any crash:
 * a fact that is there from the same row is the row's own.
 * @returns what became of each fact, in order
 */
export function takeDecisions(
  party: PartyKey,
  facts: readonly DecisionFact[],
  ports: KeeperPorts,
): Promise<Taken[]> {
  return uncontended(async () => {
    const folder = await ports.store.readFolder(party);
    const alias = folder.facts.find((fact) => fact.type === 'alias');
    if (alias) return takeDecisions(alias.of, facts, ports);
    const added = newOnes(folder, facts);
    const waits = folder.files.size === 0 && !added.some(({ createsSubject }) => createsSubject);
    const { addFact, addWaitingFact } = ports.store;
    for (const fact of added) {
      const isAdded = await (waits ? addWaitingFact(party, fact) : addFact(party, fact));
      if (!isAdded) throw new Contended(`fact of ${party}`);
    }
    const after = await settled(withFacts(folder, added), ports);
    const isOurs = registrationsOf(after.facts).size > 0;
    await bringUpToDate(after, ports);
    const counts = isOurs || [...reachOf(after.facts).values()].some((entries) => entries.length > 0);
    if (waits && counts) for (const { key } of added) await ports.store.stopWaiting(party, key);
    return facts.map((fact, index) => becameOf(fact, facts.slice(0, index), folder, counts));
  });
}

/** A party that was unknown is read again after the write: the registry may have brought it at the same moment. */
const settled = async (folder: Folder, { store }: KeeperPorts): Promise<Folder> =>
  folder.files.size === 0 ? store.readFolder(folder.party) : folder;

const newOnes = (folder: Folder, facts: readonly DecisionFact[]): DecisionFact[] => {
  const known = new Set(folder.facts.filter(({ type }) => type !== 'expired').map(({ key }) => key));
  return facts.filter((fact) => !known.has(fact.key) && known.add(fact.key));
};

function becameOf(
  fact: DecisionFact,
  earlier: readonly DecisionFact[],
  before: Folder,
  counts: boolean,
): Taken {
  const known = [...before.facts.filter(isDecision), ...earlier];
  const same = known.find((other) => other.key === fact.key);
  if (same && !isSameRow(same, fact)) return { kind: 'duplicate' };
  if (!same && known.some((other) => contradicts(other, fact))) {
    return { kind: 'quarantined', findings: [contradiction] };
  }
  return { kind: counts ? 'accepted' : 'unmatched' };
}

const isSameRow = (a: DecisionFact, b: DecisionFact): boolean =>
  a.origin.run === b.origin.run && a.origin.row === b.origin.row;

/** The same part of the same document, said differently: a person decides; until then the milder one counts. */
const contradicts = (a: DecisionFact, b: DecisionFact): boolean =>
  a.document === b.document &&
  a.status === 'original' &&
  b.status === 'original' &&
  partOf(a.content) === partOf(b.content) &&
  a.key !== b.key;

const contradiction: RowFinding = {
  code: 'conflicting-content',
  message:
    'This document was received before with another content. Send an amendment (变更), or have an officer decide which holds.',
};
