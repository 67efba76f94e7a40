import type { GoneEntry, ListHead, ListStore, SeenEntry } from '../../lib/feeds/list.ts';
import type { Run, RunStore } from '../../lib/feeds/run.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';

export interface CompareListDeps {
  readonly runtime: Runtime;
  readonly runs: RunStore;
  readonly lists: ListStore;
  /** Whether the party has a credit file: a removal of somebody else waits for nobody. */
  readonly isOurs: (party: string) => Promise<boolean>;
}

/**
 * Compares a full list with the one before it. A name that is no longer there is a suspected removal: it keeps its
 * effect and waits for an officer, or for the authority's own removal. Safe to do again after any crash.
 */
export async function compareList(runId: string, deps: CompareListDeps): Promise<void> {
  const { runtime, runs, lists } = deps;
  const run = await runs.read(runId);
  if (run?.comparison !== 'due' || !run.list) return;
  const head = await lists.head(run.list);
  if (head && head.runId !== runId && head.startedAt > run.startedAt)
    return end(run, { comparison: 'superseded' }, deps);
  const entries = await entriesOf(runId, lists);
  await takeBackReturned(run.list, entries, lists);
  const gone = head && head.runId !== runId ? await noteGone(run, { head, entries }, deps) : 0;
  const next: ListHead = { runId, startedAt: run.startedAt, rows: run.counts?.received ?? entries.size };
  if (head?.runId !== runId && !(await lists.moveHead(run.list, head, next))) return compareList(runId, deps);
  runtime.metrics.add('SuspectedRemovals', gone);
  await end(run, { comparison: 'done', suspectedRemovals: gone }, deps);
  runtime.log.info('list.compared', { runId, list: run.list, entries: entries.size, gone });
}

async function end(run: Run, change: Partial<Run>, { runtime, runs }: CompareListDeps): Promise<void> {
  await runs.update(run.runId, { ...change, movedAt: runtime.clock().toISOString() }, ['completed']);
}

async function entriesOf(runId: string, lists: ListStore): Promise<ReadonlySet<string>> {
  const entries = new Set<string>();
  for await (const { entry } of lists.seen(runId)) entries.add(entry);
  return entries;
}

/** A name that is on the list again was never removed. */
async function takeBackReturned(list: string, entries: ReadonlySet<string>, lists: ListStore): Promise<void> {
  for await (const gone of lists.gone(list)) {
    if (!entries.has(gone.entry) || (gone.state !== 'waiting' && gone.state !== 'unmatched')) continue;
    await lists.putGone({ ...gone, state: 'returned', revision: gone.revision + 1 });
  }
}

/** @returns how many removals wait for an officer */
async function noteGone(
  run: Run,
  { head, entries }: { head: ListHead; entries: ReadonlySet<string> },
  deps: CompareListDeps,
): Promise<number> {
  let waiting = 0;
  for await (const seen of deps.lists.seen(head.runId)) {
    if (entries.has(seen.entry)) continue;
    if (await noteOneGone(run, { head, seen }, deps)) waiting++;
  }
  return waiting;
}

async function noteOneGone(
  run: Run,
  { head, seen }: { head: ListHead; seen: SeenEntry },
  { lists, isOurs }: CompareListDeps,
): Promise<boolean> {
  const { source, runId, startedAt, list = '' } = run;
  const known = await lists.readGone(list, seen.entry);
  const isKnown = known !== undefined && known.state !== 'returned';
  if (isKnown) return known.state === 'waiting' && known.runId === runId;
  const state = seen.party && (await isOurs(seen.party)) ? 'waiting' : 'unmatched';
  const gone: GoneEntry = {
    list,
    entry: seen.entry,
    source,
    ...(seen.party && { party: seen.party }),
    wentOn: dayOf(new Date(startedAt)),
    runId,
    previousRunId: head.runId,
    state,
    revision: (known?.revision ?? 0) + 1,
  };
  await lists.putGone(gone);
  return state === 'waiting';
}
