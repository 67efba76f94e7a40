import { describe, expect, it } from 'vitest';
import { csvText } from '../../../console/parts/csv.ts';
import { activityOf, type Count, seriesOf, unusualDays } from '../../../console/screens/insight/activity.ts';

const count = (day: string, agency: string, subjects: number): Count => ({
  day,
  agency,
  purpose: 'supervision',
  receipts: 1,
  subjects,
  disclosed: subjects,
});

describe('who asked for unusually much', () => {
  it('is a day far above the median of the other days, and not a small number', () => {
    const days = (numbers: number[]) =>
      new Map(numbers.map((subjects, n) => [`2026-11-0${n + 1}`, subjects]));
    expect(unusualDays(days([10, 12, 9, 11, 40]))).toEqual(['2026-11-05']);
    expect(unusualDays(days([10, 12, 9, 11, 30]))).toEqual([]);
    expect(unusualDays(days([1, 1, 1, 19]))).toEqual([]);
    expect(unusualDays(days([500]))).toEqual(['2026-11-01']);
  });

  it('stands first, and the others by how much they asked', () => {
    const counts = [
      count('2026-11-01', 'a', 30),
      count('2026-11-02', 'a', 30),
      count('2026-11-01', 'b', 1),
      count('2026-11-02', 'b', 25),
      count('2026-11-01', 'c', 2),
    ];
    expect(activityOf(counts).map(({ agency, subjects, unusual }) => [agency, subjects, unusual])).toEqual([
      ['b', 26, ['2026-11-02']],
      ['a', 60, []],
      ['c', 2, []],
    ]);
  });

  it('has a number for every day of the period', () => {
    expect(seriesOf({ from: '2026-02-27', to: '2026-03-01' }, new Map([['2026-02-28', 3]]))).toEqual([
      { day: '2026-02-27', subjects: 0 },
      { day: '2026-02-28', subjects: 3 },
      { day: '2026-03-01', subjects: 0 },
    ]);
  });
});

it('a cell of an export is no formula for a spreadsheet program, and commas and quotes stay in it', () => {
  const of = (value: string) => csvText([{ title: 'x', of: () => value }], [0]).split('\r\n')[1];
  expect(['=1+1', '-2', '＝1', '@x', 'a,b', 'a"b', 'a;=1'].map(of)).toEqual([
    "'=1+1",
    "'-2",
    "'＝1",
    "'@x",
    '"a,b"',
    '"a""b"',
    '"a;=1"',
  ]);
});
