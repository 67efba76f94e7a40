import type { Source } from '../shared/source.ts';

/** The last file of a source, through any channel. */
export interface Arrival {
  readonly at: string;
  readonly runId: string;
  /** When an alarm last reported that the source is quiet since this file. */
  readonly reportedAt?: string | undefined;
}

/** Knows the last arrival of each source: the newest run of its list, also if it could not be opened. */
export interface ArrivalStore {
  /** The last arrival, or undefined for a source that never sent anything. */
  read(source: Source): Promise<Arrival | undefined>;
  /** Records that the source is reported as quiet since `read`. False when another report came after it was read. */
  noteReport(source: Source, read: Arrival, reportedAt: string): Promise<boolean>;
}

/**
 * The instant from which the source counts as quiet: its expected interval after the last file. Undefined before that
 * instant.
 */
export function quietSince(
  { at }: Pick<Arrival, 'at'>,
  expectedIntervalDays: number,
  now: Date,
): string | undefined {
  const due = new Date(Date.parse(at) + expectedIntervalDays * 86_400_000);
  return due < now ? due.toISOString() : undefined;
}
