import { noCounts, type RunStore } from '../../lib/feeds/run.ts';
import type { Period } from '../../lib/store/activity-log.ts';
import type { createRunActivity, RunLine } from '../../lib/store/run-activity.ts';
import type { SourceCount } from '../../schemas/insight.ts';

export interface CountSourcesDeps {
  readonly activity: Pick<ReturnType<typeof createRunActivity>, 'read'>;
  readonly runs: Pick<RunStore, 'counts'>;
}

const readsAtOnce = 10;

/** Runs that ended, by source and day of their start, with the outcomes of their rows. */
export async function countSources(
  period: Period,
  { activity, runs }: CountSourcesDeps,
): Promise<SourceCount[]> {
  const counts = new Map<string, SourceCount>();
  const failed: RunLine[] = [];
  await activity.read(period, (line) => {
    if (line.status === 'failed') failed.push(line);
    else count(line);
  });
  // A failed run keeps counting the rows that were read before the failure. Its current counts are in the pages of the
  // run, not in the index key.
  for (let start = 0; start < failed.length; start += readsAtOnce) {
    const some = failed.slice(start, start + readsAtOnce);
    const read = await Promise.all(
      some.map(async (line) => ({ ...line, counts: await runs.counts(line.runId) })),
    );
    for (const line of read) count(line);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);

  function count({ startedOn: day, source, status, counts: rows }: RunLine): void {
    const key = `${day} ${source}`;
    const known = counts.get(key) ?? { day, source, completed: 0, failed: 0, ...noCounts };
    counts.set(key, {
      ...known,
      [status]: known[status] + 1,
      received: known.received + rows.received,
      accepted: known.accepted + rows.accepted,
      duplicates: known.duplicates + rows.duplicates,
      unmatched: known.unmatched + rows.unmatched,
      quarantined: known.quarantined + rows.quarantined,
    });
  }
}
