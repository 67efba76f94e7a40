import { type ArrivalStore, quietSince } from '../../lib/feeds/arrival.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Source } from '../../lib/shared/source.ts';

export interface SweepSourcesDeps {
  readonly runtime: Runtime;
  readonly arrivals: ArrivalStore;
  /** Days without a file after which a source is quiet. */
  readonly expectedIntervals: ReadonlyMap<Source, number>;
}

/** Minutes after which a quiet source is reported again. */
const reminderMinutes = 60;

/**
 * Finds sources that have sent nothing for longer than their expected interval. A source that never sent anything is
 * not reported.
 */
export async function sweepSources(deps: SweepSourcesDeps): Promise<void> {
  const quiet = await Promise.all(
    [...deps.expectedIntervals].map(([source, expectedIntervalDays]) =>
      isQuiet(source, expectedIntervalDays, deps),
    ),
  );
  deps.runtime.metrics.add('SourceQuiet', quiet.filter(Boolean).length);
}

async function isQuiet(
  source: Source,
  expectedIntervalDays: number,
  { runtime, arrivals }: SweepSourcesDeps,
): Promise<boolean> {
  const now = runtime.clock();
  const arrival = await arrivals.read(source);
  const since = arrival && quietSince(arrival, expectedIntervalDays, now);
  if (!since) return false;
  const mayRemind = new Date(now.getTime() - reminderMinutes * 60_000).toISOString();
  const isReported = (arrival.reportedAt ?? '') > mayRemind;
  if (!isReported && (await arrivals.noteReport(source, arrival, now.toISOString())))
    runtime.log.warn('source.quiet', { source, since, expectedIntervalDays, lastRunId: arrival.runId });
  return true;
}
