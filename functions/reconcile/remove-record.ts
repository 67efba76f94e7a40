import { placeOfDifference } from '../../lib/application/deliveries/difference-id.ts';
import type { Difference, Repair } from '../../lib/convergence/difference.ts';
import { recordKey } from '../../lib/convergence/packed-rows.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import { Fault } from '../../lib/shared/fault.ts';
import type { DifferencePlace } from '../../lib/store/comparison-store.ts';
import type { AskPage, ComparisonDeps, ListedRecord } from './deps.ts';
import type { Remove } from './removers.ts';

export interface RemovalDeps extends Pick<ComparisonDeps, 'runtime' | 'comparisons' | 'lists'> {
  readonly removers: Readonly<Record<Receiver, Remove>>;
}

/** Pages that are looked through. A record moves on to the next one when others come before it. */
const pagesMost = 3;

/**
 * Removes a record that belongs to no file, as officers decided. It is read again first: another record than the one that
 * they decided about stays. A receiver that does not answer is asked again when the sweep reminds of it.
 */
export async function removeRecord(id: string, deps: RemovalDeps): Promise<void> {
  const place = placeOfDifference(id);
  const decision = place && (await deps.comparisons.repair(place));
  if (!place || decision?.state !== 'pending') return forget(id, deps);
  const found = await deps.comparisons.foundIn(place.id, place.receiver, place.range);
  const difference = found?.differences[place.n];
  if (!difference) return forget(id, deps);
  const outcome = await outcomeOf(place, difference, deps);
  if (outcome.state === 'pending') return;
  const { by } = decision;
  const { state, problem } = outcome;
  deps.runtime.log.info('difference.repaired', {
    difference: id,
    receiver: place.receiver,
    state,
    problem,
    by,
  });
  await deps.comparisons.putRepair(place, { ...decision, ...outcome, revision: decision.revision + 1 });
  await forget(id, deps);
}

async function outcomeOf(
  { receiver }: DifferencePlace,
  { key, cursor, versionThere }: Difference,
  { runtime, lists, removers }: RemovalDeps,
): Promise<Pick<Repair, 'state' | 'problem'>> {
  const record = await recordBehind(cursor || undefined, { key, ask: lists[receiver] });
  if (!record || record.version !== versionThere) return { state: 'changed' };
  const outcome = await removers[receiver](record);
  if (outcome.kind === 'removed') return { state: 'removed' };
  if (outcome.kind === 'refused') return { state: 'refused', problem: outcome.problem };
  runtime.log.warn('delivery.unknown', { receiver, problem: outcome.problem });
  return { state: 'pending' };
}

/** @throws Fault `receiver-unavailable` */
async function recordBehind(
  cursor: string | undefined,
  { key, ask }: { key: string; ask: AskPage },
): Promise<ListedRecord | undefined> {
  let after = cursor;
  for (let count = 0; count < pagesMost; count++) {
    const page = await ask(after);
    if (!page.ok)
      throw new Fault('receiver-unavailable', `The receiver did not show what it has: ${page.error.reason}.`);
    const record = page.value.records.find(({ id }) => recordKey(id) === key);
    if (record) return record;
    after = page.value.next;
    if (after === undefined) return undefined;
  }
  return undefined;
}

async function forget(id: string, { comparisons }: RemovalDeps): Promise<void> {
  for (;;) {
    const current = await comparisons.current();
    if (!current?.removals?.includes(id)) return;
    const removals = current.removals.filter((other) => other !== id);
    if (await comparisons.putCurrent({ ...current, revision: current.revision + 1, removals })) return;
  }
}
