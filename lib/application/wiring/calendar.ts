import type { Arrangement } from '../../calendar/arrangement.ts';
import { shippedArrangements } from '../../calendar/shipped.ts';
import { deadlineAfter } from '../../calendar/working-days.ts';
import type { Deadlines } from '../../credit-file/cases/deadline.ts';
import type { CalendarStore } from '../../store/calendar-store.ts';

/**
 * Arrangements that are part of the product, followed by those that operators added. Those of one year and scope add up
 * in this order.
 */
export const arrangementsOf = async (store: Pick<CalendarStore, 'list'>): Promise<readonly Arrangement[]> => [
  ...shippedArrangements,
  ...(await store.list()),
];

const deadlinesBy = (arrangements: () => Promise<readonly Arrangement[]>): Deadlines => ({
  async deadlineAfter(event, workingDays, place) {
    return deadlineAfter(event, workingDays, { place, arrangements: await arrangements() });
  },
});

interface Calendar {
  readonly calendar: Pick<CalendarStore, 'list'>;
}

/** Deadlines that read the calendar for each calculation, because a notice may have been added since. */
export const openCalendar = ({ calendar }: Calendar): Deadlines =>
  deadlinesBy(() => arrangementsOf(calendar));

/** Deadlines by the present calendar, which is read once for many calculations. */
export async function readCalendar({ calendar }: Calendar): Promise<Deadlines> {
  const arrangements = await arrangementsOf(calendar);
  return deadlinesBy(async () => arrangements);
}
