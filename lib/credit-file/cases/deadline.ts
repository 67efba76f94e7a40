import type { Day } from '../../shared/day.ts';

/** A last day in working days (工作日) after an event. Provisional while the arrangement of its year is not announced. */
export interface Deadline {
  readonly on: Day;
  readonly provisional: boolean;
  /** What it was counted from, so that it can be counted again. */
  readonly from: Day;
  readonly workingDays: number;
}

/** Where working days are counted: a prefecture may have holidays of its own. */
export interface Place {
  readonly division?: string | undefined;
}

/** Counts working days. Day 1 is the first working day after the event. */
export interface Deadlines {
  deadlineAfter(event: Day, workingDays: number, place: Place): Promise<{ on: Day; provisional: boolean }>;
}

/** A deadline that knows how it was counted. */
export async function countedFrom(
  from: Day,
  workingDays: number,
  { deadlines, place }: { deadlines: Deadlines; place: Place },
): Promise<Deadline> {
  const { on, provisional } = await deadlines.deadlineAfter(from, workingDays, place);
  return { on, provisional, from, workingDays };
}
