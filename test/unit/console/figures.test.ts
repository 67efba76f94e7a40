import { describe, expect, it } from 'vitest';
import {
  movesByCategory,
  movesByPrefecture,
  spreadsOf,
  usualAgainst,
} from '../../../console/screens/cycles/figures.ts';

const moving = {
  movesFromYear: { 'pharmacy/A/B': 2, 'pharmacy/B/B': 5, 'doctor/C/A': 1 },
  movesFromInterim: { 'pharmacy/E/D': 1 },
};

describe('the figures of a rehearsal', () => {
  it('are grades by category, of the region or of a prefecture', () => {
    const counts = { 'pharmacy/5401/A': 3, 'pharmacy/-/E': 1, 'doctor/5402/B': 4 };
    const totals = (prefecture: string) =>
      spreadsOf(counts, prefecture).map(({ category, total }) => `${category} ${total}`);
    expect(totals('').sort()).toEqual(['doctor 4', 'pharmacy 4']);
    expect(totals('5401')).toEqual(['pharmacy 3']);
    expect(spreadsOf(counts, '5402')[0]?.counts).toEqual({ A: 0, B: 4, C: 0, D: 0, E: 0 });
  });

  it('are how many rise, stay and fall: A is above B', () => {
    expect(movesByCategory(moving, 'year')).toEqual([
      { name: '医师', up: 1, same: 0, down: 0 },
      { name: '定点零售药店', up: 0, same: 5, down: 2 },
    ]);
    expect(movesByCategory(moving, 'interim')).toEqual([{ name: '定点零售药店', up: 1, same: 0, down: 0 }]);
    const byPrefecture = {
      '5402': { subjects: 1, ...moving },
      '5401': { subjects: 0, movesFromYear: {}, movesFromInterim: {} },
    };
    expect(movesByPrefecture(byPrefecture, 'year', (code) => code)).toEqual([
      { name: '5401', up: 0, same: 0, down: 0 },
      { name: '5402', up: 1, same: 5, down: 2 },
    ]);
  });

  it('are compared with the year before, and where there is none with the interim grades', () => {
    expect(usualAgainst(moving as never)).toBe('year');
    expect(usualAgainst({ ...moving, movesFromYear: {} } as never)).toBe('interim');
  });
});
