import { decisionKey } from '../../lib/application/intake/facts.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { IntakePorts } from '../../lib/credit-file/save-projection.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import type { GoneEntry, ListStore } from '../../lib/feeds/list.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import { listingsOf } from './show-item.ts';

export interface RemovalDeps {
  readonly runtime: Runtime;
  readonly lists: ListStore;
  readonly vault: Vault;
  readonly ports: IntakePorts;
}

/**
 * Records that an officer confirms a removal: the listing ends, and sanctions that rest on it are lifted.
 * @throws Problem 400, 409
 */
export async function confirmRemoval(
  gone: GoneEntry,
  { reason, by, removedOn }: { reason: string; by: string; removedOn?: Day | undefined },
  deps: RemovalDeps,
): Promise<GoneEntry> {
  const { runtime, ports } = deps;
  mustWait(gone);
  const now = runtime.clock();
  const on = removedOn ?? (gone.wentOn as Day);
  if (on > dayOf(now)) throw new Problem(400, 'date-in-future', 'removedOn lies in the future.');
  const listings = await listingsOf(gone, { folders: ports.store });
  for (const listing of listings) {
    const removal = removalOf(listing, { gone, on, by, at: now.toISOString() });
    if (removal) await takeDecisions(gone.party as PartyKey, [removal], ports);
  }
  return rule(gone, { state: 'confirmed', reason, by }, deps);
}

/** Records that an officer dismisses a removal: the listing stays in effect. @throws Problem 409 */
export async function dismissRemoval(
  gone: GoneEntry,
  { reason, by }: { reason: string; by: string },
  deps: RemovalDeps,
): Promise<GoneEntry> {
  mustWait(gone);
  return rule(gone, { state: 'dismissed', reason, by }, deps);
}

const mustWait = ({ state }: GoneEntry): void => {
  if (state !== 'waiting')
    throw new Problem(409, 'removal-decided', `The removal is ${state}: it waits for nobody.`);
};

function removalOf(
  listing: DecisionFact,
  { gone, on, by, at }: { gone: GoneEntry; on: Day; by: string; at: string },
): DecisionFact | undefined {
  if (listing.content.kind !== 'listing') return undefined;
  if (on < listing.content.listedOn)
    throw new Problem(400, 'dates-contradict', 'removedOn lies before the listing.');
  const { matter: _matter, resealed: _resealed, ...said } = listing;
  const removal = {
    ...said,
    status: 'amendment' as const,
    decidedOn: on,
    content: { ...listing.content, removedOn: on },
    origin: {
      ...listing.origin,
      run: gone.runId,
      row: 0,
      batch: 0,
      receivedAt: at,
      correction: { by, at },
    },
  };
  return { ...removal, key: decisionKey(removal) };
}

async function rule(
  gone: GoneEntry,
  { state, reason, by }: { state: 'confirmed' | 'dismissed'; reason: string; by: string },
  { runtime, lists, vault }: RemovalDeps,
): Promise<GoneEntry> {
  const ruled: GoneEntry = {
    ...gone,
    state,
    decidedBy: by,
    decidedAt: runtime.clock().toISOString(),
    reason: vault.seal(reason, gone.entry),
    revision: gone.revision + 1,
  };
  if (!(await lists.putGone(ruled)))
    throw new Problem(409, 'row-busy', 'Another officer decides on this removal just now. Look at it again.');
  runtime.log.info('removal.ruled', { list: gone.list, state, by });
  return ruled;
}
