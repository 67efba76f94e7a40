/**
 * An exact fraction: nothing is rounded during a calculation (Art. 16). It is reduced only for display, because few
 * fractions are displayed.
 */
export class Exact {
  readonly numerator: bigint;
  /** Above 0. */
  readonly denominator: bigint;

  constructor(numerator: bigint, denominator = 1n) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  add({ numerator, denominator }: Exact): Exact {
    if (denominator === this.denominator) return new Exact(this.numerator + numerator, denominator);
    // Usually one denominator divides the other (decimals, whole numbers), so sums keep small denominators.
    if (this.denominator % denominator === 0n) {
      return new Exact(this.numerator + numerator * (this.denominator / denominator), this.denominator);
    }
    if (denominator % this.denominator === 0n) {
      return new Exact(this.numerator * (denominator / this.denominator) + numerator, denominator);
    }
    return new Exact(
      this.numerator * denominator + numerator * this.denominator,
      this.denominator * denominator,
    );
  }

  sub({ numerator, denominator }: Exact): Exact {
    return this.add(new Exact(-numerator, denominator));
  }

  mul({ numerator, denominator }: Exact): Exact {
    return new Exact(this.numerator * numerator, this.denominator * denominator);
  }

  /** @throws RangeError for a division by zero */
  div({ numerator, denominator }: Exact): Exact {
    if (numerator === 0n) throw new RangeError('a division by zero');
    return numerator < 0n
      ? new Exact(-this.numerator * denominator, this.denominator * -numerator)
      : new Exact(this.numerator * denominator, this.denominator * numerator);
  }

  /** Negative, 0 or positive, as this is less than, equal to or greater than the other. */
  compare({ numerator, denominator }: Exact): number {
    const difference = this.numerator * denominator - numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** In lowest terms: `7/4`, `-2`. */
  toFraction(): string {
    const { numerator, denominator } = this;
    if (numerator % denominator === 0n) return String(numerator / denominator);
    const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
    return `${numerator / divisor}/${denominator / divisor}`;
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [greater, lesser] = [a, b];
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return greater;
}

const wholes: readonly Exact[] = Array.from({ length: 101 }, (_, value) => new Exact(BigInt(value)));
const powersOfTen: readonly bigint[] = Array.from({ length: 16 }, (_, power) => 10n ** BigInt(power));

/**
 * A number of a table, or a decimal as text.
 * @throws RangeError for any other text
 */
export const exact = (value: number | string): Exact =>
  (typeof value === 'number' ? wholes[value] : undefined) ?? parsed(String(value));

function parsed(text: string): Exact {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError('a figure is no plain decimal');
  const point = text.indexOf('.');
  if (point < 0) return new Exact(BigInt(text));
  const places = text.length - point - 1;
  return new Exact(
    BigInt(text.slice(0, point) + text.slice(point + 1)),
    powersOfTen[places] ?? 10n ** BigInt(places),
  );
}

export const share = (numerator: number, denominator: number): Exact =>
  new Exact(BigInt(numerator), BigInt(denominator));

export const zero: Exact = exact(0);
export const one: Exact = exact(1);

export const lesser = (a: Exact, b: Exact): Exact => (a.compare(b) <= 0 ? a : b);
export const greater = (a: Exact, b: Exact): Exact => (a.compare(b) >= 0 ? a : b);

export function totalOf(values: Iterable<Exact>): Exact {
  let total = zero;
  for (const value of values) total = total.add(value);
  return total;
}

export const sumOf = (values: readonly string[]): Exact => totalOf(values.map(exact));

/** Two decimals, rounded half up (away from zero). */
export function toCents({ numerator, denominator }: Exact): string {
  const isNegative = numerator < 0n;
  const cents = Number(((isNegative ? -numerator : numerator) * 200n + denominator) / (2n * denominator));
  const digits = String(cents).padStart(3, '0');
  return `${isNegative && cents > 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
