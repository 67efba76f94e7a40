import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Arrangement,
  arrangementFault,
  changedDays,
  daysBetween,
} from '../../../../lib/calendar/arrangement.ts';
import { shippedArrangements } from '../../../../lib/calendar/shipped.ts';
import { deadlineAfter, isKnownYear, isWorkingDay } from '../../../../lib/calendar/working-days.ts';
import { addDays, type Day, day } from '../../../../lib/shared/day.ts';

const arrangements = shippedArrangements;
const [lhasa, shigatse] = [{ division: '540102' }, { division: '540202' }];

/** `02-15..23`: days of a year, in the notation of docs/formats.md. */
const daysOf = (year: number, text: string) =>
  text.split(' ').flatMap((part) => {
    const [from = '', to] = part.split('..');
    const last = to === undefined ? from : to.includes('-') ? to : `${from.slice(0, 3)}${to}`;
    return daysBetween(`${year}-${from}`, `${year}-${last}`);
  });

const national = [
  {
    year: 2023,
    off: '01-01..02 01-21..27 04-05 04-29..05-03 06-22..24 09-29..10-06',
    work: '01-28 01-29 04-23 05-06 06-25 10-07 10-08',
  },
  {
    year: 2024,
    off: '01-01 02-10..17 04-04..06 05-01..05 06-10 09-15..17 10-01..07',
    work: '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
  },
  {
    year: 2025,
    off: '01-01 01-28..02-04 04-04..06 05-01..05 05-31..06-02 10-01..08',
    work: '01-26 02-08 04-27 09-28 10-11',
  },
  {
    year: 2026,
    off: '01-01..03 02-15..23 04-04..06 05-01..05 06-19..21 09-25..27 10-01..07',
    work: '01-04 02-14 02-28 05-09 09-20 10-10',
  },
];

describe('working days of the nation', () => {
  it.each(national)('are those of the arrangement of $year', ({ year, off, work }) => {
    const [offDays, workDays] = [daysOf(year, off), daysOf(year, work)];
    for (const on of daysBetween(`${year}-01-01`, `${year}-12-31`)) {
      const isWeekend = [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());
      const expected = offDays.includes(on) ? false : workDays.includes(on) || !isWeekend;
      // A place far from Lhasa, without the region's own days.
      expect(isWorkingDay(on, { division: '540202' }, []), on).toBe(expected);
    }
  });
});

describe('working days of the region', () => {
  it('are those of Lhasa in 2026: off from 15 to 26 February, worked on the 14th and the 28th', () => {
    for (const on of daysBetween('2026-02-15', '2026-02-26'))
      expect(isWorkingDay(on, lhasa, arrangements)).toBe(false);
    expect(isWorkingDay(day('2026-02-14'), lhasa, arrangements)).toBe(true);
    expect(isWorkingDay(day('2026-02-28'), lhasa, arrangements)).toBe(true);
    expect(isWorkingDay(day('2026-02-24'), shigatse, arrangements)).toBe(true);
  });

  it('are those of every prefecture in 2025, from 27 February to 4 March', () => {
    for (const place of [lhasa, shigatse, {}])
      expect(
        daysBetween('2025-02-27', '2025-03-04').some((on) => isWorkingDay(on, place, arrangements)),
      ).toBe(false);
  });
});

it('the days of the region are no days of another one', () => {
  expect(isWorkingDay(day('2025-02-28'), { division: '110105' }, arrangements)).toBe(true);
});

describe('a deadline', () => {
  const due = (event: string, count: number, place = {}) =>
    deadlineAfter(day(event), count, { place, arrangements });

  it('counts from the first working day after the event', () => {
    // Published on Monday 2 March 2026: 3, 4, 5, 6, 9, 10, 11, 12, 13, 16 March.
    expect(due('2026-03-02', 10)).toEqual({ on: '2026-03-16', provisional: false });
    // Across the National Day holiday of 2026: 30 Sep, then 8, 9, 10 (working day), 12 Oct.
    expect(due('2026-09-29', 5)).toEqual({ on: '2026-10-12', provisional: false });
  });

  it('is later where the prefecture has days of its own', () => {
    // From Friday 13 February 2026. Elsewhere: 14 (working day), 24, 25, 26, 27. In Lhasa: 14, 27, 28 (working day), 2,
    // 3 March.
    expect(due('2026-02-13', 5, shigatse).on).toBe('2026-02-27');
    expect(due('2026-02-13', 5, lhasa).on).toBe('2026-03-03');
  });

  it('into a year whose arrangement nobody announced says that it is provisional, until a notice is there', () => {
    expect(due('2026-12-25', 10)).toEqual({ on: '2027-01-08', provisional: true });
    const notice: Arrangement = {
      year: 2027,
      scope: 'national',
      off: daysBetween('2027-01-01', '2027-01-03'),
      work: [],
      document: '放假通知',
    };
    expect(
      deadlineAfter(day('2026-12-25'), 10, { place: {}, arrangements: [...arrangements, notice] }),
    ).toEqual({
      on: '2027-01-11',
      provisional: false,
    });
    expect(isKnownYear(2027, arrangements)).toBe(false);
  });

  it('is never earlier for a later event, and always a working day with as many of them before it', () => {
    const events = fc.integer({ min: 0, max: 1500 }).map((offset) => addDays(day('2023-01-01'), offset));
    const places = fc.constantFrom(lhasa, shigatse, {});
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 30 }), places, (event, count, place) => {
        const { on } = deadlineAfter(event, count, { place, arrangements });
        const between = daysBetween(addDays(event, 1), on).filter((each) =>
          isWorkingDay(each, place, arrangements),
        );
        expect(between).toHaveLength(count);
        expect(between.at(-1)).toBe(on);
        expect(deadlineAfter(addDays(event, 1), count, { place, arrangements }).on >= on).toBe(true);
      }),
    );
  });
});

describe('a deadline over a holiday of the region that nobody announced', () => {
  const due = (event: string, count: number, place: object, more: readonly Arrangement[] = []) =>
    deadlineAfter(day(event), count, { place, arrangements: [...arrangements, ...more] });

  it('is provisional in the prefectures that have said nothing of 藏历新年, and in no other', () => {
    expect(due('2026-02-09', 10, lhasa)).toEqual({ on: '2026-03-04', provisional: false });
    expect(due('2026-02-09', 10, shigatse)).toEqual({ on: '2026-02-28', provisional: true });
    expect(due('2026-02-09', 10, {})).toEqual({ on: '2026-02-28', provisional: true });
    expect(due('2026-02-09', 10, { division: '110105' })).toEqual({ on: '2026-02-28', provisional: false });
  });

  it('is provisional in Lhasa over 雪顿节, until its days are announced', () => {
    // From Monday 10 August 2026: 11, 12, 13, 14, 17.
    expect(due('2026-08-10', 5, lhasa)).toEqual({ on: '2026-08-17', provisional: true });
    expect(due('2026-08-10', 5, shigatse)).toEqual({ on: '2026-08-17', provisional: false });
    // Off from 12 to 18 August: 11, 19, 20, 21, 24.
    const xuedun = {
      ...said,
      scope: '5401',
      off: daysBetween('2026-08-12', '2026-08-18'),
      document: '雪顿节',
    };
    expect(due('2026-08-10', 5, lhasa, [xuedun])).toEqual({ on: '2026-08-24', provisional: false });
    expect(due('2026-02-09', 10, lhasa, [xuedun])).toEqual({ on: '2026-03-04', provisional: false });
  });

  it('is provisional over 28 March where that is a weekday', () => {
    expect(due('2025-03-24', 5, lhasa)).toEqual({ on: '2025-03-31', provisional: true });
    expect(due('2026-03-24', 5, lhasa)).toEqual({ on: '2026-03-31', provisional: false });
  });
});

const said = { year: 2026, scope: '5401', off: [] as Day[], work: [] as Day[], document: '放假通知' };

describe('notices of one scope and year', () => {
  const isWorked = (on: string, more: readonly Arrangement[], place: object = lhasa): boolean =>
    isWorkingDay(day(on), place, [...arrangements, ...more]);

  it('add up: a further one leaves the days of the others', () => {
    const xuedun = { ...said, off: [day('2026-08-12')] };
    expect(isWorked('2026-02-26', [xuedun])).toBe(false);
    expect(isWorked('2026-02-28', [xuedun])).toBe(true);
    expect(isWorked('2026-08-12', [xuedun])).toBe(false);
  });

  it('take back single days, which are again what they are elsewhere', () => {
    const back = { ...said, takesBack: [day('2026-02-26'), day('2026-02-28')] };
    expect(isWorked('2026-02-26', [back])).toBe(true);
    expect(isWorked('2026-02-25', [back])).toBe(false);
    const again = { ...said, off: [day('2026-02-26')] };
    expect(isWorked('2026-02-26', [back, again])).toBe(false);
  });

  it('of the nation add to the arrangement that is known, and take back from it', () => {
    const more = { ...said, scope: 'national', off: [day('2026-09-03')], takesBack: [day('2026-10-07')] };
    expect(isWorked('2026-09-03', [more], {})).toBe(false);
    expect(isWorked('2026-10-06', [more], {})).toBe(false);
    expect(isWorked('2026-10-07', [more], {})).toBe(true);
    expect(isWorked('2026-10-10', [more], {})).toBe(true);
  });

  it('of an earlier release replace what was before them, as they did', () => {
    const earlier = { ...said, off: [day('2026-08-12')], replaces: true };
    expect(isWorked('2026-02-26', [earlier])).toBe(true);
    const more = { ...said, off: [day('2026-02-26')] };
    expect(isWorked('2026-02-26', [earlier, more])).toBe(false);
    expect(isWorked('2026-08-12', [earlier, more])).toBe(false);
  });
});

describe('a notice', () => {
  const notice = { year: 2027, scope: 'national', off: [day('2027-02-06')], work: [day('2027-02-20')] };
  it.each([
    ["of nobody's days", { ...notice, scope: '99' }],
    ['of a day in another year', { ...notice, off: [day('2026-02-06')] }],
    ['of a day both off and worked', { ...notice, work: notice.off }],
    ['of a year without a day off', { ...notice, off: [] }],
    ['that takes back what nobody said', { ...notice, takesBack: [day('2027-02-08')] }],
    ['of no prefecture of ours', { ...notice, scope: '5499' }],
    ['of a weekday as a make-up day', { ...notice, work: [day('2027-02-09')] }],
  ])('%s is refused', (_what, wrong) => {
    expect(arrangementFault(wrong)).toBeTypeOf('string');
    expect(arrangementFault(notice)).toBeUndefined();
  });

  it('may take back days of earlier ones, and says what it changes', () => {
    const before = [{ ...notice, document: 'a' }];
    const further = {
      ...notice,
      off: [day('2027-02-07')],
      work: [],
      takesBack: [day('2027-02-06')],
      document: 'b',
    };
    expect(arrangementFault(further, before)).toBeUndefined();
    expect(changedDays(before, further)).toEqual({
      offAdded: ['2027-02-07'],
      offRemoved: ['2027-02-06'],
      workAdded: [],
      workRemoved: [],
    });
    expect(changedDays([...before, further], further)).toEqual({
      offAdded: [],
      offRemoved: [],
      workAdded: [],
      workRemoved: [],
    });
  });
});
