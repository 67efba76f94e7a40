import type { GoneEntry, ListHead, ListStore, SeenEntry } from '../../lib/feeds/list.ts';
import type { Run, RunStore } from '../../lib/feeds/run.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';

export interface CompareListDeps {
  readonly runtime: Runtime;
  readonly runs: Pick<RunStore, 'read' | 'update'>;
  readonly lists: ListStore;
  /** Whether the party has a credit file: a removal of somebody else waits for nobody. */
  readonly isOurs: (party: string) => Promise<boolean>;
  /** The party that an officer chose for an entry that names its subject in part. */
  readonly chosenParty: (entry: string) => Promise<string | undefined>;
}

/** A full list, and the one before it. Entries are those of the newer one. */
interface Pair {
  readonly newer: ListHead;
  readonly older: ListHead;
  readonly entries: ReadonlySet<string>;
}

/**
 * Compares a full list with the one before it. A name that is no longer there is a suspected removal: it keeps its
 * effect and waits for an officer, or for the authority's own removal. Lists that come close together may be compared
 * in any order, and at once: one that finds a newer one before it is that one's predecessor, so that its names are not
 * lost. Safe to do again after any crash.
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
 * A name that is on the list again is not gone, whatever was decided about its going; unless a list after this one has
 * lost it since. One whose removal an officer had confirmed is for a person: the list contradicts the officer.
 */
async function takeBackReturned(
  list: string,
  { newer, entries }: Omit<Pair, 'older'>,
  { lists, runs, runtime }: CompareListDeps,
): Promise<void> {
  for await (const gone of lists.gone(list)) {
    if (!entries.has(gone.entry) || gone.state === 'returned') continue;
    if (!(await isFromBefore(newer, gone, runs))) continue;
    if (gone.state === 'confirmed') runtime.log.warn('removal.contradicted', { list, entry: gone.entry });
    await lists.putGone({ ...gone, state: 'returned', revision: gone.revision + 1 });
  }
}

async function isFromBefore(
  newer: ListHead,
  { runId }: GoneEntry,
  runs: CompareListDeps['runs'],
): Promise<boolean> {
  return ((await runs.read(runId))?.startedAt ?? '') < newer.startedAt;
}

/** @returns how many removals wait for an officer */
async function noteGone(run: Run, pair: Pair, deps: CompareListDeps): Promise<number> {
  let waiting = 0;
  for await (const seen of deps.lists.seen(pair.older.runId)) {
    if (pair.entries.has(seen.entry)) continue;
    if (await noteOneGone(run, { ...pair, seen }, deps)) waiting++;
  }
  return waiting;
}

/**
 * An older suspicion of a name that the list before this one had again is about to be taken back by that one: it is
 * written anew, so that whoever takes back what they read finds it changed.
 */
async function noteOneGone(
  run: Run,
  pair: Pair & { readonly seen: SeenEntry },
  deps: CompareListDeps,
): Promise<boolean> {
  const { newer, older, seen } = pair;
  const { lists, isOurs, chosenParty, runs } = deps;
  const { source, list = '' } = run;
  const known = await lists.readGone(list, seen.entry);
  // What was decided about an earlier going says nothing of this one: the list before this had the name again.
  const isNoted =
    known !== undefined && known.state !== 'returned' && !(await isFromBefore(newer, known, runs));
  if (isNoted) return known.state === 'waiting' && known.runId === newer.runId;
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
    revision: (known?.revision ?? 0) + 1,
  };
  return (await lists.putGone(gone)) ? state === 'waiting' : noteOneGone(run, pair, deps);
}
