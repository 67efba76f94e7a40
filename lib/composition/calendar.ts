import type { Arrangement } from '../calendar/arrangement.ts';
import { shippedArrangements } from '../calendar/shipped.ts';
import { type Deadline, deadlineAfter, type Place } from '../calendar/working-days.ts';
import type { Day } from '../shared/day.ts';
import type { CalendarStore } from '../store/calendar-store.ts';

/** Deadlines by what is shipped and what operators added. */
export interface Calendar {
  readonly arrangements: readonly Arrangement[];
  deadlineAfter(event: Day, workingDays: number, place: Place): Deadline;
}

/** The calendar as it is at this moment: later notices of a year and scope stand behind earlier ones, and hold. */
export async function readCalendar(store: Pick<CalendarStore, 'list'>): Promise<Calendar> {
  const arrangements = [...shippedArrangements, ...(await store.list())];
  return {
    arrangements,
    deadlineAfter: (event, workingDays, place) => deadlineAfter(event, workingDays, { place, arrangements }),
  };
}
