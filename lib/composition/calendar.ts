import type { Deadlines } from '../credit-file/deadline.ts';
import { addDays, type Day, startOf } from '../shared/day.ts';

/** Stand-in until the calendar of working days is merged: Monday to Friday, no holidays, and so always provisional. */
export function openCalendar(_stores: object): Deadlines {
  return {
    async deadlineAfter(event, workingDays) {
      let on: Day = event;
      for (let count = 0; count < workingDays; ) {
        on = addDays(on, 1);
        if (!isWeekend(on)) count++;
      }
      return { on, provisional: true };
    },
  };
}

const isWeekend = (on: Day): boolean =>
  [0, 6].includes(new Date(startOf(on).getTime() + 8 * 3_600_000).getUTCDay());
