import { describe, expect, it } from 'vitest';
import { isRegion, liesIn } from '../../../../lib/shared/division.ts';

describe('the area of a token or a list', () => {
  it('is the region with two digits, or where none is named', () => {
    expect([undefined, '54', '5401', '540102'].map(isRegion)).toEqual([true, true, false, false]);
  });

  it('contains the divisions that begin with it, and the region contains all', () => {
    expect(liesIn('540102', '5401')).toBe(true);
    expect(liesIn('540102', '540102')).toBe(true);
    expect(liesIn('540202', '5401')).toBe(false);
    expect(liesIn('540202', '54')).toBe(true);
    expect(liesIn('540202', undefined)).toBe(true);
  });

  it('contains nothing without a division, unless it is the region', () => {
    expect([undefined, '54', '5401'].map((area) => liesIn(undefined, area))).toEqual([true, true, false]);
  });
});
