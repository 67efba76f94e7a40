import { noCounts, type Run, type RunCounts } from '../feeds/run.ts';
import { type Day, dayOf } from '../shared/day.ts';
import type { Source } from '../shared/source.ts';
import { activityEntry, type Period, readActivity } from './activity-log.ts';
import { partition } from './keys.ts';
import type { Item, Table } from './table.ts';

/** A run that ended, with its counts at that moment. The counts of a failed run may still change. */
export interface RunLine {
  readonly runId: string;
  readonly source: Source;
  readonly startedOn: Day;
  readonly status: 'completed' | 'failed';
  readonly counts: RunCounts;
}

const countNames = ['received', 'accepted', 'duplicates', 'unmatched', 'quarantined'] as const;

/** The index entry of a run that ended, by the month it began. Empty for a run that has not ended. */
export function runEntry({ runId, source, status, startedAt, counts = noCounts }: Run): Item {
  if (status !== 'completed' && status !== 'failed') return {};
  const line = [source, startedAt, runId, status, ...countNames.map((name) => counts[name])].join('#');
  return activityEntry('E', partition.run(runId), { at: startedAt, line });
}

export const createRunActivity = (table: Table) => ({
  /** Every run that began in a period and has ended, in no particular order. */
  read: (period: Period, visit: (line: RunLine) => void): Promise<void> =>
    readActivity(table, { kind: 'E', period }, (text) => {
      const line = lineOf(text);
      if (period.from <= line.startedOn && line.startedOn <= period.to) visit(line);
    }),
});

function lineOf(line: string): RunLine {
  const [source = '', startedAt = '', runId = '', status, ...numbers] = line.split('#');
  const [received = 0, accepted = 0, duplicates = 0, unmatched = 0, quarantined = 0] = numbers.map(Number);
  return {
    runId,
    source: source as Source,
    startedOn: dayOf(new Date(startedAt)),
    status: status as RunLine['status'],
    counts: { received, accepted, duplicates, unmatched, quarantined },
  };
}
