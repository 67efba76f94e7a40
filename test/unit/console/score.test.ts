import { describe, expect, it } from 'vitest';
import { changesSince } from '../../../console/screens/file/changes.ts';
import { deductionsOf, type Line, type Sheet, stepsOf } from '../../../console/screens/file/sheet.ts';

const line = (indicator: string, weight: string, awarded: string, more: object = {}): Line => ({
  indicator,
  name: indicator,
  weight,
  awarded,
  cases: 0,
  basis: 'evidence',
  article: '附件7',
  rule: 'share-per-case',
  ...more,
});

describe('the waterfall', () => {
  it('goes from the full points to the score, the largest loss first, without what moved nothing', () => {
    const lines = [
      line('a', '10', '7.50'),
      line('b', '80', '80.00'),
      line('c', '10', '0.00'),
      line('bonus', '4', '2.00', { rule: 'bonus' }),
      line('none', '4', '0.00', { rule: 'bonus' }),
    ];
    const { full, steps } = stepsOf(lines);
    expect(full).toBe(10_000);
    expect(steps.map(({ line: { indicator }, before, after }) => [indicator, before, after])).toEqual([
      ['c', 10_000, 9_000],
      ['a', 9_000, 8_750],
      ['bonus', 8_750, 8_950],
    ]);
  });
});

describe('what is behind a line', () => {
  it('is the document with its run and row', () => {
    const cause = {
      document: '241号',
      authority: '局',
      decidedOn: '2026-05-17',
      run: '01M8',
      row: 241,
      fact: 'D.x',
    };
    expect(deductionsOf(line('a', '10', '0.00', { deductions: [{ cause, lost: '10' }] }))).toEqual([
      { lost: '10', document: '241号', authority: '局', decidedOn: '2026-05-17', run: '01M8', row: 241 },
    ]);
  });

  it('is nothing in a sheet of an earlier release that has none', () => {
    const sum = {
      fact: 'SUM.2026.a',
      document: '',
      authority: '',
      decidedOn: '2026-05-02',
      run: '',
      row: 0,
      documents: 84,
    };
    const [summed] = deductionsOf(line('a', '10', '0.00', { deductions: [{ cause: sum, lost: '10' }] }));
    expect(summed).toMatchObject({ document: '84份文书合计', decidedOn: '2026-05-02' });
    expect(summed?.row).toBeUndefined();
    expect(deductionsOf(line('a', '10', '0.00'))).toEqual([]);
    expect(deductionsOf(line('a', '10', '0.00', { deductions: [{}] }))).toMatchObject([{ document: '' }]);
  });
});

it('the history names the indicators that changed, and how many more', () => {
  const sheet = (points: readonly string[]): Sheet =>
    ({
      sheet: { lines: points.map((awarded, index) => line(`i${index}`, '10', awarded)) },
    }) as unknown as Sheet;
  expect(changesSince(undefined, sheet(['1.00']))).toEqual([]);
  expect(changesSince(sheet(['10.00', '4.00']), sheet(['0.00', '4.00']))).toEqual(['i0：10 → 0']);
  const [before, after] = [Array<string>(6).fill('10.00'), Array<string>(6).fill('0.00')];
  expect(changesSince(sheet(before), sheet(after)).at(-1)).toBe('另有 2 项');
});
