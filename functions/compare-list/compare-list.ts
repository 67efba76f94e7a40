import { isBrokenOff } from '../../lib/application/quarantine/broken-off.ts';
import type { GoneEntry, ListHead, ListStore, SeenEntry } from '../../lib/feeds/list.ts';
import { namesakesOf } from '../../lib/feeds/list-entry.ts';
import type { Run, RunStore } from '../../lib/feeds/run.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { Fault } from '../../lib/shared/fault.ts';
import { isBack, missingEntries } from './missing-entries.ts';

export interface CompareListDeps {
  readonly runtime: Runtime;
  readonly runs: Pick<RunStore, 'read' | 'update'>;
  readonly lists: ListStore;
  /**
   * Whether the party has a credit file, or represents an institution, for which its listing counts. The removal of any
   * other party needs no decision.
   */
  readonly isOurs: (party: string) => Promise<boolean>;
  /** The party that an officer chose for an entry whose subject is known in part. */
  readonly chosenParty: (entry: string) => Promise<string | undefined>;
}

/** A full list and its predecessor. `entries` are the entries of the newer list. */
interface Pair {
  readonly newer: ListHead;
  readonly older: ListHead;
  readonly entries: ReadonlySet<string>;
}

/**
 * Compares a full list with its predecessor. A name that is missing from the newer list is a suspected removal: it
 * stays in effect until an officer decides on it or the authority sends the removal. Lists that arrive close together
 * may be compared in any order and in parallel. A list that finds a newer list already compared is treated as the
 * predecessor of that list, so that names of the older list are not lost. Idempotent: it can be repeated after a crash.
 */
export async function compareList(runId: string, deps: CompareListDeps): Promise<void> {
  const { runtime, runs, lists } = deps;
  const run = await runs.read(runId);
  if (run?.comparison !== 'due' || !run.list) return;
  const { list, startedAt } = run;
  const head = await lists.head(list);
  const entries = await entriesOf(runId, lists);
  const own: ListHead = { runId, startedAt, rows: run.counts?.received ?? entries.size };
  const isSuperseded = head !== undefined && head.startedAt > startedAt;
  const [newer, older] = isSuperseded ? [head, own] : [own, head];
  const newest = isSuperseded ? await entriesOf(head.runId, lists) : entries;
  const isOther = older !== undefined && older.runId !== newer.runId;
  const gone = isOther ? await noteGone(run, { newer, older, entries: newest }, deps) : 0;
  const isStillSo = head?.runId === runId || (await lists.moveHead(list, head, newer));
  if (!isStillSo) return compareList(runId, deps);
  await takeBackReturned(list, { newer, entries: newest }, deps);
  runtime.metrics.add('SuspectedRemovals', gone);
  await end(run, { comparison: isSuperseded ? 'superseded' : 'done', suspectedRemovals: gone }, deps);
  runtime.log.info('list.compared', { runId, list, entries: entries.size, gone });
}

async function end(run: Run, change: Partial<Run>, { runtime, runs }: CompareListDeps): Promise<void> {
  await runs.update(run.runId, { ...change, movedAt: runtime.clock().toISOString() }, ['completed']);
}

async function entriesOf(runId: string, lists: ListStore): Promise<ReadonlySet<string>> {
  const entries = new Set<string>();
  for await (const { entry } of lists.seen(runId)) entries.add(entry);
  return entries;
}

/**
 * A name that is on the list again is marked as returned, whatever an officer decided about its removal, unless a later
 * list has lost it again. If an officer had confirmed the removal, a warning is logged, because the list contradicts
 * the officer and a person must look at it.
 */
async function takeBackReturned(
  list: string,
  { newer, entries }: Omit<Pair, 'older'>,
  deps: CompareListDeps,
): Promise<void> {
  const { lists, runtime } = deps;
  const groups = Map.groupBy(entries, namesakesOf);
  const gone: GoneEntry[] = [];
  for await (const one of lists.gone(list)) {
    if (!groups.has(namesakesOf(one.entry)) || one.state === 'returned') continue;
    if (await isFromBefore(newer, one, deps.runs)) gone.push(one);
  }
  for (const one of gone) {
    const namesakes = namesakesOf(one.entry);
    const others = gone.filter(({ entry }) => namesakesOf(entry) === namesakes).map(({ entry }) => entry);
    if (!(await isBack(one, { others, newer: groups.get(namesakes) ?? [] }, lists))) continue;
    mustBeSettled(one, runtime);
    if (mayBeRemoved(one)) runtime.log.warn('removal.contradicted', { list, entry: one.entry });
    await lists.putGone({ ...one, state: 'returned', revision: one.revision + 1 });
  }
}

/** A confirmation, also one that was interrupted: it may have ended the listing. */
const mayBeRemoved = ({ state, decisions }: GoneEntry): boolean =>
  state === 'confirmed' || (state === 'deciding' && decisions?.at(-1)?.kind === 'correction');

/**
 * While an officer's decision is being carried out, its removal is not touched: the comparison is repeated. A decision
 * that was interrupted does not hold the comparison up.
 * @throws Fault `store-contention`
 */
function mustBeSettled({ state, decisions }: GoneEntry, { clock }: Runtime): void {
  const last = decisions?.at(-1);
  if (state !== 'deciding' || !last || isBrokenOff(last, clock().toISOString())) return;
  throw new Fault('store-contention', 'An officer decides on a removal of the list just now.');
}

async function isFromBefore(
  newer: ListHead,
  { runId }: GoneEntry,
  runs: CompareListDeps['runs'],
): Promise<boolean> {
  return ((await runs.read(runId))?.startedAt ?? '') < newer.startedAt;
}

/** @returns the number of removals that wait for an officer */
async function noteGone(run: Run, pair: Pair, deps: CompareListDeps): Promise<number> {
  let waiting = 0;
  for (const seen of await missingEntries(pair, deps.lists)) {
    if (await noteOneGone(run, { ...pair, seen }, deps)) waiting++;
  }
  return waiting;
}

/**
 * Notes one missing name. An earlier suspicion of the same name may be about to be marked as returned by the comparison
 * of the predecessor, which had the name again. The entry is therefore written with a new revision, so that the
 * conditional write of that comparison fails.
 */
async function noteOneGone(
  run: Run,
  pair: Pair & { readonly seen: SeenEntry },
  deps: CompareListDeps,
): Promise<boolean> {
  const { newer, older, seen } = pair;
  const { lists, isOurs, chosenParty, runs, runtime } = deps;
  const { source, list = '' } = run;
  const known = await lists.readGone(list, seen.entry);
  // A decision about an earlier removal does not apply to this one, because the predecessor had the name again.
  const isNoted =
    known !== undefined && known.state !== 'returned' && !(await isFromBefore(newer, known, runs));
  if (isNoted) return known.state === 'waiting' && known.runId === newer.runId;
  if (known) mustBeSettled(known, runtime);
  const party = seen.party ?? (await chosenParty(seen.entry));
  const state = party && (await isOurs(party)) ? 'waiting' : 'unmatched';
  const gone: GoneEntry = {
    list,
    entry: seen.entry,
    source,
    ...(party && { party }),
    wentOn: dayOf(new Date(newer.startedAt)),
    runId: newer.runId,
    previousRunId: older.runId,
    state,
    // What an earlier decision added is still known, so that a later one can withdraw it.
    ...(known?.decisions && { decisions: known.decisions }),
    revision: (known?.revision ?? 0) + 1,
  };
  return (await lists.putGone(gone)) ? state === 'waiting' : noteOneGone(run, pair, deps);
}
