import type { Arrangement } from '../../calendar/arrangement.ts';
import { shippedArrangements } from '../../calendar/shipped.ts';
import { deadlineAfter } from '../../calendar/working-days.ts';
import type { Deadlines } from '../../credit-file/cases/deadline.ts';
import type { CalendarStore } from '../../store/calendar-store.ts';

/** What is shipped and what operators added: of one year and scope, the later notice stands behind and holds. */
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

/** Deadlines by the calendar as it is when each is asked for: a notice may have come meanwhile. */
export const openCalendar = ({ calendar }: Calendar): Deadlines =>
  deadlinesBy(() => arrangementsOf(calendar));

/** Deadlines by the calendar as it is now, read once for many of them. */
export async function readCalendar({ calendar }: Calendar): Promise<Deadlines> {
  const arrangements = await arrangementsOf(calendar);
  return deadlinesBy(async () => arrangements);
}
