import type { Run, RunHeads, RunStatus } from '../feeds/run.ts';
import { agendaShardOf, partition, sort } from './keys.ts';
import { runEntry } from './run-activity.ts';
import { countedIn, countedItem } from './run-counts.ts';
import { runListEntry } from './run-list.ts';
import { type Item, number, numbers, onlyIfAbsent, type Table, text } from './table.ts';

/** Seconds without progress after which the sweep looks after a run. */
const stalledAfterSeconds = 60;

/** The heads of runs: one item a run, without its counts, always replaced as a whole. */
export function createRunHeads(table: Table): RunHeads {
  const replace = async (
    runId: string,
    read: Item | undefined,
    how: Replacement,
  ): Promise<Run | undefined> => {
    const { change, from, beside } = how;
    const before = read ?? (await table.get(partition.run(runId), sort.head));
    if (!before) return undefined;
    const known = runOf(before);
    if (!from.includes(known.status)) return read ? replace(runId, undefined, how) : undefined;
    const run = { ...known, ...(typeof change === 'function' ? change(known) : change) };
    const item = { ...headItem(run, Number(before['revision']?.N) + 1), ...besideIn(before), ...beside };
    const written = await table.put(item, {
      ConditionExpression: 'revision = :before',
      ExpressionAttributeValues: { ':before': before['revision'] ?? number(0) },
    });
    return written ? runOf(item) : replace(runId, undefined, how);
  };

  return {
    async create(run) {
      // First, so that no run is missing from the list after a crash. A listed run without a head is passed over.
      await table.put(runListEntry(run));
      await table.put(headItem(run, 1), onlyIfAbsent);
    },
    async read(runId) {
      const item = await table.get(partition.run(runId), sort.head);
      return item && runOf(item);
    },
    update: (given, change, from) =>
      typeof given === 'string'
        ? replace(given, undefined, { change, from })
        : replace(given.runId, itemOf(given), { change, from }),
    passOn: (run) => ({ run, revision: Number(itemOf(run)?.['revision']?.N ?? 0) }),
    endWhole: ({ run, revision }, outcome, change) => {
      const beside = { pagesDone: numbers([0]), ...countedItem(outcome) };
      return replace(run.runId, headItem(run, revision), { change, from: ['running'], beside });
    },
  };
}

interface Replacement {
  readonly change: Parameters<RunHeads['update']>[1];
  readonly from: readonly RunStatus[];
  /** Attributes beside the body. */
  readonly beside?: Item;
}

function headItem(run: Run, revision: number): Item {
  const pk = partition.run(run.runId);
  const waits = run.status === 'running' || run.comparison === 'due';
  const at = new Date(new Date(run.movedAt).getTime() + stalledAfterSeconds * 1000).toISOString();
  return {
    pk: text(pk),
    sk: text(sort.head),
    revision: number(revision),
    body: text(JSON.stringify(run)),
    ...(waits ? { agendaShard: text(agendaShardOf(pk)), agendaAt: text(at) } : runEntry(run)),
  };
}

/** The item that a run was read from or written as: its revision, and its complete pages. */
const items = new WeakMap<Run, Item>();
export const itemOf = (run: Run): Item | undefined => items.get(run);

export function runOf(item: Item): Run {
  const run = JSON.parse(item['body']?.S ?? 'null') as Run;
  items.set(run, item);
  return run;
}

/**
 * The complete pages, which are attributes beside the body: one number up to the first gap, and a set after it; and the
 * counts of a run of one batch.
 */
function besideIn(head: Item): Item {
  const { pagesGapless, pagesDone } = head;
  return { ...(pagesGapless && { pagesGapless }), ...(pagesDone && { pagesDone }), ...countedIn(head) };
}
