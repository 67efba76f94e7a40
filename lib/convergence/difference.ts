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
  /** Number of the page of the receiver's list that showed the record. */
  readonly page?: number | undefined;
}

/**
 * What was found in a range: at most `listedMost` differences, and the counts of all. It is kept before anything is
 * repaired, so that a step that is repeated finds the same.
 */
export interface FoundInRange {
  readonly range: number;
  readonly differences: readonly Difference[];
  readonly counts: Counts;
}

export const listedMost = 100;

/** An officer's decision to repair a difference. */
export interface Repair {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
  readonly revision: number;
  /** `pending`: a removal that the receiver has not confirmed. `changed`: the record was another one by then. */
  readonly state: 'delivered' | 'pending' | 'removed' | 'changed' | 'refused';
  readonly problem?: string | undefined;
}
