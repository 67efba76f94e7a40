import { describe, expect, it } from 'vitest';
import { scoreCase, tableFor } from '../../../../lib/scoring/index.ts';

const table = tableFor('pharmacy', 2025);
if (!table) throw new Error('there is no table of 2025');
const given = { category: 'pharmacy', cycle: 2025, evidence: [] } as const;
const scoreBy = (draft?: typeof table) => {
  const scored = scoreCase(given, { mode: 'interim', draft });
  return scored.ok ? scored.value.lines.find(({ indicator }) => indicator === 'ph.fine')?.awarded : undefined;
};

describe('a draft of a table', () => {
  it('is scored by its own rows and leaves the table in force unchanged, even with the same id and version', () => {
    const withWeight = (weight: number) => ({
      ...table,
      indicators: table.indicators.map((row) => (row.code === 'ph.fine' ? { ...row, weight } : row)),
    });
    expect([scoreBy(withWeight(9)), scoreBy(), scoreBy(withWeight(8))]).toEqual(['9.00', '7.00', '8.00']);
  });
});
