import { decisionKey } from '../../lib/application/intake/facts.ts';
import { putBackStatement } from '../../lib/application/intake/withdraw-fact.ts';
import {
  awaitsSecondOfficer,
  type SecondOfficerDeps,
} from '../../lib/application/quarantine/second-officer.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import { digestOf } from '../../lib/credit-file/facts/identity.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import type { Act, Proposal } from '../../lib/credit-file/proposal.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import type { GoneEntry } from '../../lib/feeds/list.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import { addedBy, claimRemoval, type RemovalDeps, removalDecision, settleRemoval } from './claim-removal.ts';
import { removalIdOf } from './item-id.ts';
import { listingsOf } from './show-item.ts';

export type { RemovalDeps } from './claim-removal.ts';

/** The removal after an officer's act, and the proposal if the act waits for a second officer. */
export interface ActedRemoval {
  readonly gone: GoneEntry;
  readonly proposal?: Proposal | undefined;
}

/** Why an officer decides so. */
interface Word {
  readonly reason: string;
  readonly by: string;
}

/**
 * Records that an officer confirms a removal: the listing ends, and sanctions that rest on it are lifted. The decision
 * is claimed before it takes effect, so that of two decisions at once one has no effect at all.
 * @throws Problem 400, 403, 409
 */
export async function confirmRemoval(
  gone: GoneEntry,
  { reason, by, removedOn }: Word & { removedOn?: Day | undefined },
  deps: RemovalDeps & SecondOfficerDeps,
): Promise<ActedRemoval> {
  const { runtime, ports } = deps;
  mustBeOpen(gone);
  const now = runtime.clock();
  const at = now.toISOString();
  const on = removedOn ?? (gone.wentOn as Day);
  if (on > dayOf(now)) throw new Problem(400, 'date-in-future', 'removedOn lies in the future.');
  const removals = await removalsOf(gone, { on, by, at }, deps);
  const decision = removalDecision(
    gone,
    { kind: 'correction', by, at, said: { reason, removedOn: on } },
    { facts: removals.map(({ key }) => `${gone.party}/${key}`), vault: deps.vault },
  );
  const party = gone.party as PartyKey;
  const act = actOf(gone, removals);
  const proposal = await awaitsSecondOfficer(act, { by, effects: [{ party, facts: removals }] }, deps);
  if (proposal) {
    runtime.log.info('removal.proposed', { list: gone.list, by, lifts: proposal.lifts.join(' ') });
    return { gone, proposal };
  }
  const claimed = await claimRemoval(gone, { decision, reason }, deps);
  for (const removal of removals) {
    await takeDecisions(party, [removal], ports);
    await putBackStatement(party, removal, { by, at, reason }, { ports });
  }
  return { gone: await settleRemoval(claimed, 'confirmed', deps) };
}

/** The confirmation of a removal as it is now: after a further decision it is another act. */
const actOf = (gone: GoneEntry, removals: readonly DecisionFact[]): Act => ({
  kind: 'removal',
  about: removalIdOf(gone),
  digest: digestOf([gone.state, gone.decisions?.length ?? 0, removals.map(({ key }) => key)]),
});

/** Records that an officer dismisses a removal: the listing stays in effect. @throws Problem 409 */
export async function dismissRemoval(gone: GoneEntry, word: Word, deps: RemovalDeps): Promise<GoneEntry> {
  mustBeOpen(gone);
  const claimed = await claimRemoval(gone, withoutFacts('dismissal', gone, word, deps), deps);
  return settleRemoval(claimed, 'dismissed', deps);
}

/**
 * Undoes a decision: what a confirmation added is withdrawn, and the removal waits again. A name that is on the list
 * again does not wait; a confirmation of its removal is only withdrawn.
 * @throws Problem 409
 */
export async function undoRemoval(gone: GoneEntry, word: Word, deps: RemovalDeps): Promise<GoneEntry> {
  const isDecided = ['confirmed', 'dismissed', 'deciding'].includes(gone.state);
  const isReturned = gone.state === 'returned' && addedBy(gone).length > 0;
  if (!isDecided && !isReturned)
    throw new Problem(409, 'not-decided', 'Nothing was decided about this removal that could be undone.');
  const claimed = await claimRemoval(gone, withoutFacts('undo', gone, word, deps), deps);
  return settleRemoval(claimed, isReturned ? 'returned' : 'waiting', deps);
}

/** A decision that adds no facts. */
const withoutFacts = (
  kind: 'dismissal' | 'undo',
  gone: GoneEntry,
  { reason, by }: Word,
  { runtime, vault }: RemovalDeps,
): Parameters<typeof claimRemoval>[1] => {
  const at = runtime.clock().toISOString();
  return {
    decision: removalDecision(gone, { kind, by, at, said: { reason } }, { facts: [], vault }),
    reason,
  };
};

const mustBeOpen = ({ state }: GoneEntry): void => {
  if (state !== 'waiting' && state !== 'deciding')
    throw new Problem(409, 'removal-decided', `The removal is ${state}: it waits for nobody.`);
};

/** What a confirmation says of each listing of the entry. */
async function removalsOf(
  gone: GoneEntry,
  removed: { on: Day; by: string; at: string },
  { ports }: RemovalDeps,
): Promise<DecisionFact[]> {
  const listings = await listingsOf(gone, { folders: ports.store });
  return listings.flatMap((listing) => removalOf(listing, { gone, ...removed }) ?? []);
}

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
