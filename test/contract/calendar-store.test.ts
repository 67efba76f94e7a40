import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../lib/shared/day.ts';
import { createCalendarStore } from '../../lib/store/calendar-store.ts';
import { text } from '../../lib/store/table.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const notice = {
  year: 2026,
  scope: '5401',
  off: [day('2026-08-12')],
  work: [],
  document: '雪顿节放假通知',
  edition: 1,
  by: 'officer',
  at: '2026-07-01T00:00:00.000Z',
  reason: '已公布',
};

describe('notices of days off', () => {
  it('that an earlier release took replace what was before them; those taken now add to it', async () => {
    const calendar = createCalendarStore(real.table);
    await real.table.put({
      pk: text('CALENDAR'),
      sk: text('2026#5401#0001'),
      body: text(JSON.stringify(notice)),
    });
    expect(await calendar.add({ ...notice, edition: 2, takesBack: [day('2026-02-26')] })).toBe(true);
    expect(await calendar.list()).toEqual([
      { ...notice, replaces: true },
      { ...notice, edition: 2, takesBack: ['2026-02-26'], replaces: false },
    ]);
  });
});
