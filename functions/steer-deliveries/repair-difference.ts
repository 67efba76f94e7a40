import { deliverAgain } from '../../lib/application/deliveries/deliver-again.ts';
import { differenceIdOf, placeOfDifference } from '../../lib/application/deliveries/difference-id.ts';
import type { Hints } from '../../lib/application/deliveries/hints.ts';
import { type Difference, decidedBy, isDecided, type Repair } from '../../lib/convergence/difference.ts';
import { subjectIn } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { ComparisonStore, DifferencePlace } from '../../lib/store/comparison-store.ts';
import type { DifferenceView } from '../../schemas/convergence.ts';
import { differenceView } from './convergence-view.ts';

export interface RepairDeps {
  readonly runtime: Pick<Runtime, 'clock' | 'log'>;
  readonly comparisons: Pick<ComparisonStore, 'foundIn' | 'repair' | 'putRepair' | 'current' | 'putCurrent'>;
  readonly folders: Pick<FolderStore, 'readFile' | 'putFile'>;
  readonly hints: Hints;
  readonly queue: Pick<Queue, 'send'>;
}

/** Removals that may wait to be carried out. */
const removalsMost = 100;
const writes = 12;

/**
 * Repairs a difference on an officer's decision: the file's present state is delivered through its outbox, or a record of
 * nobody is removed. The decision is kept before it is carried out; asked for again, it is carried out again. To remove a
 * suspension ends a sanction, which two officers decide.
 * @throws Problem 403, 404, 409, 503
 */
export async function repairDifference(
  id: string,
  { by, reason }: { by: string; reason: string },
  deps: RepairDeps,
): Promise<DifferenceView> {
  const { place, difference } = await differenceAt(id, deps);
  const before = await deps.comparisons.repair(place);
  if (before && isDecided(before))
    throw new Problem(
      409,
      'difference-repaired',
      `${before.by} has decided this at ${before.at}. Compare again.`,
    );
  const needsTwo = !difference.subject && place.receiver === 'settlement';
  const at = deps.runtime.clock().toISOString();
  const decision = decidedBy(before, { by, reason, at, needsTwo });
  if (!decision)
    throw new Problem(403, 'same-officer', 'You proposed this removal. A second officer must decide.');
  if (!(await deps.comparisons.putRepair(place, decision)))
    throw new Problem(
      409,
      'difference-repaired',
      'Another officer has decided this just now. Look at it again.',
    );
  const state = await carriedOut(decision, { place, difference }, deps);
  const { cause } = difference;
  deps.runtime.log.info('difference.repaired', {
    difference: id,
    receiver: place.receiver,
    cause,
    state: state.state,
    by,
  });
  return differenceView(place, difference, state);
}

interface Placed {
  readonly place: DifferencePlace;
  readonly difference: Difference;
}

async function differenceAt(id: string, { comparisons }: RepairDeps): Promise<Placed> {
  const place = placeOfDifference(id);
  const found = place && (await comparisons.foundIn(place.id, place.receiver, place.range));
  const difference = place && found?.differences[place.n];
  if (!place || !difference)
    throw new Problem(
      404,
      'unknown-difference',
      'There is no such difference. Use an id of GET /v1/convergence/{id}/differences.',
    );
  return { place, difference };
}

async function carriedOut(
  decision: Repair,
  { place, difference }: Placed,
  deps: RepairDeps,
): Promise<Repair> {
  if (!difference.subject) {
    await noteRemoval(differenceIdOf(place), decision, deps);
    return decision;
  }
  await deliverPresentState(difference.subject, { place, difference }, deps);
  const delivered = { ...decision, revision: decision.revision + 1, state: 'delivered' } as const;
  await deps.comparisons.putRepair(place, delivered);
  return delivered;
}

async function deliverPresentState(
  subject: string,
  { place, difference }: Placed,
  { folders, hints, runtime }: RepairDeps,
): Promise<void> {
  for (let count = 0; count < writes; count++) {
    const file = await folders.readFile(subjectIn(subject));
    if (!file) throw new Problem(404, 'unknown-difference', 'The file of this difference is not there.');
    const isWritten = await deliverAgain(file, place.receiver, {
      folders,
      hints,
      now: runtime.clock(),
      versionThere: difference.versionThere,
      isOtherContent: difference.cause === 'other-content',
    });
    if (isWritten) return;
  }
  throw new Problem(503, 'busy', 'The file changes too often just now. Try again.');
}

/** Notes the removal among those that wait for a second officer, or among those that the sweep reminds of. */
async function noteRemoval(id: string, { state }: Repair, { comparisons, queue }: RepairDeps): Promise<void> {
  for (;;) {
    const current = await comparisons.current();
    if (!current) throw new Problem(404, 'unknown-difference', 'Nothing was compared yet.');
    const proposed = (current.proposed ?? []).filter((other) => other !== id);
    const removals = (current.removals ?? []).filter((other) => other !== id);
    if (proposed.length + removals.length >= removalsMost)
      throw new Problem(
        409,
        'too-many-removals',
        `${removalsMost} removals wait. Try again when they are done.`,
      );
    const noted =
      state === 'proposed'
        ? { proposed: [...proposed, id], removals }
        : { proposed, removals: [...removals, id] };
    if (await comparisons.putCurrent({ ...current, ...noted, revision: current.revision + 1 })) break;
  }
  if (state === 'pending') await queue.send([JSON.stringify({ removal: id })]);
}
