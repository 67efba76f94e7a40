import type { DifferenceCause } from '../../schemas/reasons/differences.ts';
import type { Counts } from './comparison.ts';

/** A difference as it is kept. Names and numbers are not in it; fields are named, and their values are not. */
export interface Difference {
  readonly cause: DifferenceCause;
  /** `<category>.<party>`. Absent: a record of nobody. */
  readonly subject?: string | undefined;
  /** Key of the record (`recordKey`). */
  readonly key: string;
  /** The id at the receiver, if it looks like one of ours. */
  readonly recordId?: string | undefined;
  readonly versionHere?: number | undefined;
  readonly versionThere?: number | undefined;
  /** The fields that differ, as far as they are known. */
  readonly fields?: readonly string[] | undefined;
  /** The cursor by which the page that showed the record was asked for; empty for the first page. */
  readonly cursor?: string | undefined;
}

/**
 * What was found in a range: at most `listedMost` differences, and the counts of all. It is kept before anything is
 * repaired, so that a step that is repeated finds the same.
 */
export interface FoundInRange {
  readonly range: number;
  readonly differences: readonly Difference[];
  readonly counts: Counts;
  /** The attempt of the comparison that found them. */
  readonly attempt: number;
}

export const listedMost = 250;

/** An officer's decision to repair a difference. */
export interface Repair {
  readonly by: string;
  /** The second officer, where one is needed. */
  readonly confirmedBy?: string | undefined;
  readonly reason: string;
  readonly at: string;
  readonly revision: number;
  /**
   * `proposed`: waits for a second officer. `pending`: decided, not carried out yet. `changed`: the receiver had another
   * record by then.
   */
  readonly state: 'proposed' | 'pending' | 'delivered' | 'removed' | 'changed' | 'refused';
  readonly problem?: string | undefined;
}

/** Whether another decision can follow. */
export const isDecided = ({ state }: Repair): boolean => state === 'delivered' || state === 'removed';

/** The decision after an officer asked for the repair. Undefined: it was proposed by the same officer. */
export function decidedBy(
  before: Repair | undefined,
  { by, reason, at, needsTwo }: { by: string; reason: string; at: string; needsTwo: boolean },
): Repair | undefined {
  const revision = (before?.revision ?? 0) + 1;
  const decision = { by, reason, at, revision };
  if (before?.state === 'pending') return { ...before, revision };
  if (!needsTwo) return { ...decision, state: 'pending' };
  if (before?.state !== 'proposed') return { ...decision, state: 'proposed' };
  return before.by === by ? undefined : { ...before, revision, state: 'pending', confirmedBy: by };
}
