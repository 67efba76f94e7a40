import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInRanges, writeRanges } from '../../../../lib/store/row-ranges.ts';

describe('row numbers as ranges', () => {
  it('write neighbours as one', () => {
    expect(writeRanges([4, 2, 3, 60])).toBe('2-4,60');
    expect(writeRanges([])).toBe('');
  });

  it('hold exactly the rows that were written', () => {
    const row = fc.integer({ min: 2, max: 120 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), row, (rows, asked) => {
        expect(isInRanges(writeRanges(rows), asked)).toBe(rows.includes(asked));
      }),
    );
  });
});
