import type { Source } from '../shared/source.ts';

/** The last file of a source, through whatever channel it came. */
export interface Arrival {
  readonly at: string;
  readonly runId: string;
  /** When the silence since then was last reported. */
  readonly reportedAt?: string | undefined;
}

/** Where arrivals are kept. */
export interface ArrivalStore {
  /** Notes a file; an older one never hides a newer one. */
  note(source: Source, arrival: Pick<Arrival, 'at' | 'runId'>): Promise<void>;
  /** Undefined for a source that never sent anything. */
  read(source: Source): Promise<Arrival | undefined>;
  /** Notes a report of the silence; false when a file, or another report, has come since it was read. */
  noteReport(source: Source, read: Arrival, reportedAt: string): Promise<boolean>;
}

/** The instant since when a source is quiet for longer than its expected interval; undefined before that. */
export function quietSince(
  { at }: Pick<Arrival, 'at'>,
  expectedIntervalDays: number,
  now: Date,
): string | undefined {
  const due = new Date(Date.parse(at) + expectedIntervalDays * 86_400_000);
  return due < now ? due.toISOString() : undefined;
}
