import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exact, exact, share, sumOf, toCents, totalOf, zero } from '../../../../lib/scoring/exact.ts';

const fraction: fc.Arbitrary<Exact> = fc
  .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([numerator, denominator]) => share(numerator, denominator));

describe('exact fractions', () => {
  it('lose nothing: three thirds are the whole', () => {
    expect(totalOf([share(1, 3), share(1, 3), share(1, 3)]).toFraction()).toBe('1');
    expect(sumOf(['0.1', '0.2', '100', '0.0000000001']).toFraction()).toBe('1003000000001/10000000000');
  });

  it('add and take away, multiply and divide back to what they were', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        expect(a.add(b).sub(b).compare(a)).toBe(0);
        if (b.compare(zero) !== 0) expect(a.mul(b).div(b).toFraction()).toBe(a.toFraction());
        expect(Math.sign(a.compare(b))).toBe(-Math.sign(b.compare(a)) + 0);
      }),
    );
  });

  it('are shown in lowest terms, and to the cent half up', () => {
    expect(share(-6, 8).toFraction()).toBe('-3/4');
    expect(exact('1.005').toFraction()).toBe('201/200');
    expect(
      ['1.005', '1.0049', '0', '-0.004', '-0.005', '99.995'].map((text) => toCents(exact(text))),
    ).toEqual(['1.01', '1.00', '0.00', '0.00', '-0.01', '100.00']);
  });

  it('take no other text than a plain decimal, and divide by no zero', () => {
    for (const text of ['', '1e3', '1/3', ' 1', '.5']) expect(() => exact(text)).toThrow(RangeError);
    expect(() => exact(1).div(zero)).toThrow(RangeError);
  });
});
