import { describe, expect, it } from 'vitest';
import {
  isWorkingDay,
  monthBy,
  weeksOf,
  workingDaysTo,
} from '../../../console/screens/cases/working-days.ts';

/** 国庆 of 2026 with one weekend day that is worked. */
const place = {
  off: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
  work: ['2026-10-10'],
};

describe('working days', () => {
  it.each([
    ['2026-09-30', true],
    ['2026-10-01', false],
    ['2026-10-03', false],
    ['2026-10-10', true],
    ['2026-10-11', false],
  ])('%s is one: %s', (day, isIt) => expect(isWorkingDay(day, place)).toBe(isIt));

  it('are counted from the day after, over days off', () => {
    expect(workingDaysTo('2026-09-29', '2026-09-30', place)).toBe(1);
    expect(workingDaysTo('2026-09-30', '2026-10-08', place)).toBe(1);
    expect(workingDaysTo('2026-09-30', '2026-10-12', place)).toBe(4);
    expect(workingDaysTo('2026-10-08', '2026-10-08', place)).toBe(0);
    expect(workingDaysTo('2026-10-12', '2026-09-30', place)).toBe(-4);
  });
});

describe('a month', () => {
  it('is weeks from Monday to Sunday', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks.map((week) => week.length)).toEqual(Array(6).fill(7));
    expect(weeks[0]).toEqual([...Array(6).fill(undefined), '2026-11-01']);
    expect(weeks.flat().filter(Boolean)).toHaveLength(30);
    expect(weeks.at(-1)?.[0]).toBe('2026-11-30');
  });

  it('follows another over the end of a year', () => {
    expect([monthBy('2026-12', 1), monthBy('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });
});
