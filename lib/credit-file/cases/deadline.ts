import type { Day } from '../../shared/day.ts';

/**
 * The last day of a time limit in working days (工作日). `provisional`: the arrangement of its year is not announced
 * yet.
 */
export interface Deadline {
  readonly on: Day;
  readonly provisional: boolean;
  /** The day it was counted from; needed to count again. */
  readonly from: Day;
  readonly workingDays: number;
}

/** Where working days are counted. A prefecture may have its own holidays. */
export interface Place {
  readonly division?: string | undefined;
}

/** Counts working days. Day 1 is the first working day after the event. */
export interface Deadlines {
  deadlineAfter(event: Day, workingDays: number, place: Place): Promise<{ on: Day; provisional: boolean }>;
}

/** Counts a deadline and keeps the day and the number of working days it was counted from. */
export async function countedFrom(
  from: Day,
  workingDays: number,
  { deadlines, place }: { deadlines: Deadlines; place: Place },
): Promise<Deadline> {
  const { on, provisional } = await deadlines.deadlineAfter(from, workingDays, place);
  return { on, provisional, from, workingDays };
}
