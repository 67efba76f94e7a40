import type { Arrangement } from '../calendar/arrangement.ts';
import { partition, sort } from './keys.ts';
import { onlyIfAbsent, type Table, text } from './table.ts';

/** A notice that an operator added. The editions of a year and scope add up. */
export interface CalendarNotice extends Arrangement {
  readonly edition: number;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

export interface CalendarStore {
  /** Every notice that was added, oldest edition first. */
  list(): Promise<CalendarNotice[]>;
  /** Adds a notice for good. False when this edition exists already. */
  add(notice: CalendarNotice): Promise<boolean>;
}

export const createCalendarStore = (table: Table): CalendarStore => ({
  async list() {
    const items = await Array.fromAsync(
      table.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(partition.calendar) },
        ConsistentRead: true,
      }),
    );
    return items.map((item) => noticeOf(JSON.parse(item['body']?.S ?? 'null') as CalendarNotice));
  },
  add: (notice) =>
    table.put(
      {
        pk: text(partition.calendar),
        sk: text(sort.notice(notice)),
        body: text(JSON.stringify({ ...notice, replaces: false })),
      },
      onlyIfAbsent,
    ),
});

/**
 * A notice of days off that does not say whether it replaces: releases before notices added up took each one in place of
 * all before it, shipped ones too. It keeps that meaning, so that no deadline moves by an upgrade alone.
 */
const noticeOf = (stored: CalendarNotice): CalendarNotice => ({
  ...stored,
  replaces: stored.replaces ?? true,
});
