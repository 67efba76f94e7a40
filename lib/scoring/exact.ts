import { Fraction } from 'fraction.js';

/** Exact rational arithmetic: three thirds are the whole, and nothing is rounded on the way (Art. 16). */
export type Exact = Fraction;

const wholes: Exact[] = Array.from({ length: 101 }, (_, value) => new Fraction(value));

export const exact = (value: number | string): Exact =>
  (typeof value === 'number' ? wholes[value] : undefined) ?? new Fraction(value);
export const share = (numerator: number, denominator: number): Exact => new Fraction(numerator, denominator);

export const zero: Exact = new Fraction(0);
export const one: Exact = new Fraction(1);

export const lesser = (a: Exact, b: Exact): Exact => (a.compare(b) <= 0 ? a : b);
export const greater = (a: Exact, b: Exact): Exact => (a.compare(b) >= 0 ? a : b);

/** The sum; whole numbers, which most are, are added up without a common denominator. */
export function totalOf(values: Iterable<Exact>): Exact {
  let whole = 0n;
  let parts = zero;
  for (const value of values) {
    if (value.d === 1n) whole += value.s * value.n;
    else parts = parts.add(value);
  }
  return parts.add(new Fraction(whole));
}

export const sumOf = (values: Iterable<string>): Exact => {
  let sum = zero;
  for (const value of values) sum = sum.add(exact(value));
  return sum;
};

/** Two decimals, half up (away from zero). */
export function toCents(value: Exact): string {
  const { s, n, d } = value;
  const cents = (n * 200n + d) / (2n * d);
  const sign = s < 0n && cents > 0n ? '-' : '';
  return `${sign}${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
