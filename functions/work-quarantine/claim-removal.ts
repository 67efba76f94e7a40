import { withdrawFact } from '../../lib/application/intake/withdraw-fact.ts';
import { isFree, type Saying } from '../../lib/application/quarantine/resolve-row.ts';
import { decisionsOf } from '../../lib/credit-file/facts/decision-state.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import type { GoneEntry, ListStore } from '../../lib/feeds/list.ts';
import { listEntryOf, namesakesOf } from '../../lib/feeds/list-entry.ts';
import type { RowDecision } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';

export interface RemovalDeps {
  readonly runtime: Runtime;
  readonly lists: ListStore;
  readonly vault: Vault;
  readonly ports: IntakePorts;
}

/** A decision on a suspected removal in the form in which it is stored. */
export const removalDecision = (
  { entry }: GoneEntry,
  { kind, by, at, said }: Saying,
  { facts, vault }: { facts: readonly string[]; vault: Vault },
): RowDecision => ({ kind, by, at, said: vault.seal(JSON.stringify(said), entry), facts });

/**
 * Claims a removal for a decision, before the decision takes effect. What earlier decisions had added and this one does
 * not is withdrawn.
 * @returns the removal as claimed
 * @throws Problem 409 while another decision is being carried out
 */
export async function claimRemoval(
  gone: GoneEntry,
  { decision, reason }: { decision: RowDecision; reason: string },
  deps: RemovalDeps,
): Promise<GoneEntry> {
  const decisions = gone.decisions ?? [];
  if (gone.state === 'deciding' && !isFree({ state: gone.state, decisions }, decision)) throw busy();
  const claimed: GoneEntry = {
    ...gone,
    state: 'deciding',
    decisions: [...decisions, decision],
    revision: gone.revision + 1,
  };
  if (!(await deps.lists.putGone(claimed))) throw busy();
  await takeBackOthers(gone, { decision, reason }, deps);
  return claimed;
}

/** Ids (`<party>/<fact>`) of the facts that decisions on the removal may have added. */
export const addedBy = ({ decisions = [] }: GoneEntry): string[] => [
  ...new Set(decisions.flatMap(({ kind, facts }) => (kind === 'correction' ? facts : []))),
];

async function takeBackOthers(
  gone: GoneEntry,
  { decision, reason }: { decision: RowDecision; reason: string },
  { ports }: RemovalDeps,
): Promise<void> {
  const noted = addedBy(gone);
  const added = noted.length > 0 ? noted : await addedBefore(gone, ports);
  const { by, at } = decision;
  for (const id of added.filter((one) => !decision.facts.includes(one))) {
    const [sentTo = '', of = ''] = id.split('/');
    const party = await homeOf(sentTo as PartyKey, ports.store);
    // An officer's word has no row of a file. A statement made again has a number behind its key.
    const inEffect = decisionsOf((await ports.store.readFolder(party)).facts).filter(
      ({ key, origin }) => origin.row === 0 && (key === of || key.startsWith(`${of}.`)),
    );
    for (const { key } of inEffect)
      await withdrawFact(party, { of: key, isWithdrawn: true, by, at, reason }, { ports });
    // A decision that was broken off may have withdrawn it and not written the files.
    if (gone.state === 'deciding' && inEffect.length === 0) await projectParty(party, ports);
  }
}

/** The same for a removal that an earlier release confirmed: it did not note what it added. */
async function addedBefore({ party, entry, runId }: GoneEntry, { store }: IntakePorts): Promise<string[]> {
  if (!party) return [];
  const { facts } = await store.readFolder(party as PartyKey);
  return decisionsOf(facts)
    .filter(({ origin }) => origin.row === 0 && origin.run === runId)
    .filter((fact) => namesakesOf(listEntryOf(fact)) === namesakesOf(entry))
    .map(({ key }) => `${party}/${key}`);
}

/**
 * Ends a decision that has taken effect. A rotation of keys may have sealed the item again meanwhile; the claim is still
 * the same then.
 * @throws Problem 409 if another decision has taken over
 */
export async function settleRemoval(
  claimed: GoneEntry,
  state: 'confirmed' | 'dismissed' | 'waiting' | 'returned',
  { runtime, lists }: Pick<RemovalDeps, 'runtime' | 'lists'>,
): Promise<GoneEntry> {
  let latest: GoneEntry | undefined = claimed;
  while (latest && isClaimOf(claimed, latest)) {
    const settled: GoneEntry = { ...latest, state, revision: latest.revision + 1 };
    if (await lists.putGone(settled)) {
      runtime.log.info('removal.ruled', { list: settled.list, state, by: claimOf(claimed)?.by ?? '' });
      return settled;
    }
    latest = await lists.readGone(claimed.list, claimed.entry);
  }
  throw busy();
}

const claimOf = ({ decisions }: GoneEntry): RowDecision | undefined => decisions?.at(-1);

function isClaimOf(claimed: GoneEntry, latest: GoneEntry): boolean {
  const [own, other] = [claimOf(claimed), claimOf(latest)];
  return (
    latest.state === 'deciding' && own?.at === other?.at && own?.by === other?.by && own?.kind === other?.kind
  );
}

const busy = (): Problem =>
  new Problem(409, 'row-busy', 'Another officer decides on this removal just now. Look at it again.');
