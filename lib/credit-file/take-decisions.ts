import type { RowFinding } from '../../schemas/record.ts';
import { arrivalOf, latestArrivalFirst } from './facts/arrival.ts';
import { holderOn, isAlias } from './facts/code-holder.ts';
import { decisionsOf, isDecision } from './facts/decision-state.ts';
import { documentsOf } from './facts/documents-of.ts';
import { earlierReceiptsOf } from './facts/earlier-receipt.ts';
import { type AliasFact, type DecisionFact, isSameRow } from './facts/fact.ts';
import { partOf } from './facts/identity.ts';
import { mayCorrect } from './facts/may-correct.ts';
import { registrationsOf } from './facts/registration.ts';
import { isSameStatement } from './facts/same-document.ts';
import { amongKnown, isOldCopy } from './facts/statement.ts';
import type { PartyKey } from './facts/subject.ts';
import { withdrawnKeys } from './facts/withdrawn-keys.ts';
import { foldOf } from './folding/fold.ts';
import type { CondensedFolder } from './ports.ts';
import { attributionsOf } from './projection/attribution.ts';
import type { Folder } from './projection/project-folder.ts';
import type { IntakePorts } from './projection-ports.ts';
import { concernOf } from './reach-institutions.ts';
import { saveProjection, withFacts } from './save-projection.ts';
import { isInDoubt, isMisnamed, nameContradictsNumber, setAside, settleNames } from './set-aside.ts';
import { takeIntoFold } from './take-into-fold.ts';
import type { Taken } from './taken.ts';
import { retryOnConflict, WriteConflict } from './write-conflict.ts';

/**
 * Takes decisions about one party into its folder and projects its files. It can be repeated after a crash: a fact
 * that exists from the same row is not a duplicate.
 * @param isStranger a guess that the party has no file; a wrong guess costs one request and does not change the
 * result
 * @returns the outcome of each fact, in order
 */
export async function takeDecisions(
  party: PartyKey,
  facts: readonly DecisionFact[],
  ports: IntakePorts,
  isStranger = false,
): Promise<Taken[]> {
  // Of two rows that say the same, the one received first is kept.
  const arrived = [...facts].sort((a, b) => latestArrivalFirst(b, a));
  const taken = await takeInOrder(party, arrived, ports, isStranger);
  return facts.map((fact) => taken[arrived.indexOf(fact)] ?? { kind: 'duplicate' });
}

const takeInOrder = (
  party: PartyKey,
  facts: readonly DecisionFact[],
  ports: IntakePorts,
  isStranger: boolean,
): Promise<Taken[]> =>
  retryOnConflict(async () => {
    if (isStranger) return takeAdded(party, facts, ports, addBeforeReading);
    const read = await ports.store.readCondensed(party, { decisions: facts });
    await keepReceiptsOfCopies(read, ports);
    const known = read.isCondensed ? read : await folded(read, facts.length, ports);
    return known.isCondensed
      ? takeIntoFold(known, facts, ports, (rest) => takeAdded(party, rest, ports, addAfterReading))
      : takeAdded(party, facts, ports, (...given) => addTo(known, ...given));
  });

/**
 * Two rows may have said a decision at the same moment, one of which stored it outside and one in its slot, which counts. The
 * other leaves a receipt if it was received earlier.
 * @throws WriteConflict if it did
 */
async function keepReceiptsOfCopies(
  { party, copied = [], facts, inSlots }: CondensedFolder,
  { store }: IntakePorts,
): Promise<void> {
  const receipts = earlierReceiptsOf(copied, [...facts, ...inSlots]);
  for (const receipt of receipts) await store.addFact(party, receipt);
  if (receipts.length > 0) throw new WriteConflict(`copies of ${party}`);
}

/** With the decisions that are to be taken the party may have so many that they go into slots. */
async function folded(
  folder: CondensedFolder,
  coming: number,
  { store }: IntakePorts,
): Promise<CondensedFolder> {
  const fold = folder.fold || folder.files.size === 0 ? undefined : foldOf(folder, coming);
  if (!fold) return folder;
  if (!(await store.putFold(folder.party, fold))) throw new WriteConflict(`fold of ${folder.party}`);
  return { ...folder, fold, slotted: new Set(), isCondensed: true };
}

async function takeAdded(
  party: PartyKey,
  facts: readonly DecisionFact[],
  ports: IntakePorts,
  add: Add,
): Promise<Taken[]> {
  const isStranger = add === addBeforeReading;
  const { before, after, added, waits } = await add(party, facts, ports);
  const aliases = after.facts.filter(isAlias);
  if (aliases.length > 0) {
    if (waits) await stopWaiting(party, added, ports);
    return takeByHolder(party, facts, aliases, ports);
  }
  if (isStranger && facts.some((fact) => withdrawnKeys(before.facts).has(fact.key)))
    return takeDecisions(party, facts, ports);
  const said = facts.map((fact) => amongKnown(fact, before.facts));
  const doubted = said.filter((fact) => isInDoubt(party, fact, after.facts, ports));
  if ((await setAside(party, doubted, after.facts, ports)).length > 0)
    return takeDecisions(party, facts, ports);
  if (await settleNames(party, said, after.facts, ports)) return takeDecisions(party, facts, ports);
  const rightly = said.filter((fact) => !isMisnamed(party, fact, after.facts, ports));
  const receipts = earlierReceiptsOf(rightly, before.facts);
  for (const receipt of receipts) await ports.store.addFact(party, receipt);
  const isNew = added.length + receipts.length > 0;
  // One in doubt that is in the folder was set aside, perhaps by an attempt that ended before it wrote the files.
  const changesNothing = (fact: DecisionFact): boolean =>
    doubted.includes(fact) ? !isOwnRow(fact, before) : isAnothersRow(fact, before);
  if (!isNew && said.every(changesNothing))
    return said.map((fact) => (doubted.includes(fact) ? inDoubt : { kind: 'duplicate' as const }));
  await saveProjection(withFacts(after, receipts), ports, concernOf(said, after.facts));
  const counts =
    registrationsOf(after.facts).size > 0 ||
    [...attributionsOf(after.facts, ports.policy.book).values()].some((entries) => entries.length > 0);
  const own = said.filter((fact) => isOwnRow(fact, after));
  // An interrupted attempt may have indexed its facts as waiting.
  if (counts && (waits || added.length < own.length)) await stopWaiting(party, own, ports);
  return said.map((fact, index) =>
    doubted.includes(fact) ? inDoubt : becameOf(fact, said.slice(0, index), before, counts),
  );
}

const inDoubt: Taken = { kind: 'quarantined', findings: [nameContradictsNumber] };

/** Decisions under a medical-insurance code go to the party that held the code on their day. */
async function takeByHolder(
  code: PartyKey,
  facts: readonly DecisionFact[],
  aliases: readonly AliasFact[],
  ports: IntakePorts,
): Promise<Taken[]> {
  const taken = new Map<DecisionFact, Taken>();
  const byHolder = Map.groupBy(facts, ({ decidedOn }) => holderOn(aliases, decidedOn) ?? code);
  for (const [holder, own] of byHolder) {
    const resealed = own.map((fact) => ({ ...ports.reseal(fact, { from: code, to: holder }), sentTo: code }));
    const became = await takeDecisions(holder, resealed, ports);
    for (const [index, fact] of own.entries()) taken.set(fact, became[index] ?? { kind: 'duplicate' });
  }
  return facts.map((fact) => taken.get(fact) ?? { kind: 'duplicate' });
}

interface Added {
  readonly before: Folder;
  readonly after: Folder;
  readonly added: readonly DecisionFact[];
  /** The facts are indexed as waiting for their subject. */
  readonly waits: boolean;
}

type Add = (party: PartyKey, facts: readonly DecisionFact[], ports: IntakePorts) => Promise<Added>;

/** For a known subject: reads the folder, then adds the new facts. */
const addAfterReading: Add = async (party, facts, ports) =>
  addTo(await readAll(party, ports), party, facts, ports);

/** All facts and links of a party but the relations that are kept apart. */
async function readAll(party: PartyKey, { store }: Pick<IntakePorts, 'store'>): Promise<Folder> {
  const read = await store.readCondensed(party);
  return read.isCondensed ? store.readFolder(party) : read;
}

async function addTo(
  before: Folder,
  party: PartyKey,
  facts: readonly DecisionFact[],
  ports: IntakePorts,
): Promise<Added> {
  const { store } = ports;
  if (before.facts.some(({ type }) => type === 'alias'))
    return { before, after: before, added: [], waits: false };
  const statements = facts.filter(
    (fact) =>
      !isOldCopy(fact, before.facts) &&
      isHeard(fact, decisionsOf(before.facts)) &&
      !isInDoubt(party, fact, before.facts, ports),
  );
  const added = newOnes(
    before,
    statements.map((fact) => amongKnown(fact, before.facts)),
  );
  const waits = before.files.size === 0 && !added.some(({ createsSubject }) => createsSubject);
  for (const fact of added) {
    const isAdded = await (waits ? store.addWaitingFact(party, fact) : store.addFact(party, fact));
    if (!isAdded) throw new WriteConflict(`fact of ${party}`);
  }
  // The registry may have added the unknown party at the same time.
  const isUnknown = before.files.size === 0 && added.length > 0;
  const after = isUnknown ? await readAll(party, ports) : withFacts(before, added);
  return { before, after, added, waits };
}

/**
 * For a party that probably has no file: adds the facts first, so that one read shows the rest and whether the guess
 * was right.
 */
const addBeforeReading: Add = async (party, facts, ports) => {
  const added: DecisionFact[] = [];
  for (const fact of facts) if (await ports.store.addWaitingFact(party, fact)) added.push(fact);
  const after = await readAll(party, ports);
  const own = new Set(added.map(({ key }) => key));
  return {
    before: { ...after, facts: after.facts.filter(({ key }) => !own.has(key)) },
    after,
    added,
    waits: true,
  };
};

async function stopWaiting(
  party: PartyKey,
  facts: readonly DecisionFact[],
  { store }: IntakePorts,
): Promise<void> {
  for (const { key } of facts) await store.stopWaiting(party, key);
}

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
  if (isOldCopy(fact, before.facts)) return { kind: 'quarantined', findings: [withdrawnBefore] };
  const known = [...decisionsOf(before.facts), ...earlier];
  if (!isHeard(fact, known)) return { kind: 'quarantined', findings: [authorityNotOfSource] };
  const same = known.find((other) => other.key === fact.key);
  if (same && !isSameRow(same, fact)) return { kind: 'duplicate' };
  const documentOf = documentsOf([...known, fact]);
  const others = known.filter((other) => other.key !== fact.key && documentOf(other) === documentOf(fact));
  if (others.some((other) => isSaidBefore(other, fact))) return { kind: 'duplicate' };
  // A repetition of a fact's own row is compared only with rows that came in before it, as the first time.
  const isAsked = (other: DecisionFact): boolean => !same || arrivalOf(other) < arrivalOf(fact);
  if (others.some((other) => isAsked(other) && contradicts(other, fact))) {
    return { kind: 'quarantined', findings: [contradiction] };
  }
  return { kind: counts ? 'accepted' : 'unmatched' };
}

/**
 * Whether another row has said it and this one left no receipt. With a receipt of its own, an attempt before this one was
 * interrupted: its files are still to be written.
 */
const isAnothersRow = (fact: DecisionFact, { facts }: Folder): boolean =>
  facts.some((other) => isDecision(other) && other.key === fact.key && !isSameRow(other, fact)) &&
  !facts.some((other) => other.type === 'earlier-receipt' && other.of === fact.key && isSameRow(other, fact));

const isOwnRow = (fact: DecisionFact, { facts }: Folder): boolean =>
  facts.some((other) => isDecision(other) && other.key === fact.key && isSameRow(other, fact));

/** The same statement in another form of the template, received earlier. */
const isSaidBefore = (other: DecisionFact, fact: DecisionFact): boolean =>
  other.document !== fact.document && isSameStatement(other, fact) && arrivalOf(other) < arrivalOf(fact);

/** Whether a correction comes from who may say it. */
function isHeard(fact: DecisionFact, known: readonly DecisionFact[]): boolean {
  if (fact.status === 'original') return true;
  const documentOf = documentsOf([...known, fact]);
  return mayCorrect(
    fact,
    known.filter((other) => documentOf(other) === documentOf(fact)),
  );
}

/**
 * The same part of the same document with different content, or two amendments of one day. An officer decides; until
 * then the one received first counts.
 */
const contradicts = (a: DecisionFact, b: DecisionFact): boolean =>
  a.status === b.status &&
  (a.status === 'original' ||
    (a.status === 'amendment' && a.decidedOn === b.decidedOn && !b.origin.correction)) &&
  partOf(a.content) === partOf(b.content) &&
  !(a.document !== b.document && isSameStatement(a, b));

/** Also given to a row whose authority the register does not bind to its source at all. */
export const authorityNotOfSource: RowFinding = {
  code: 'authority-not-of-source',
  message:
    'The register of authorities does not say that this source brings decisions of this authority. Have the authority send it, or an officer decide.',
};

const withdrawnBefore: RowFinding = {
  code: 'withdrawn-before',
  message:
    'This row repeats a decision that an officer withdrew, from the same file or from before the withdrawal. An officer decides whether it holds.',
};

const contradiction: RowFinding = {
  code: 'conflicting-content',
  message:
    'This document was received before with another content. Send an amendment (变更), or have an officer decide which holds.',
};
