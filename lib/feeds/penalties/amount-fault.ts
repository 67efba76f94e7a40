import { Decimal } from 'decimal.js';
import { type AmountInWords, amountsInWords } from './amount-in-words.ts';

export type AmountColumn = 'fine' | 'confiscated';
export type AmountFault = 'amount-mismatch' | 'unit-mismatch' | 'amount-out-of-bounds';

interface Against {
  readonly column: AmountColumn;
  /** The amount of the other column, if it has one. */
  readonly other?: Decimal | undefined;
  /** 处罚内容. */
  readonly content: string;
  readonly limit: number;
}

/**
 * Why an amount is not taken beside the words of its decision. Words that name an amount of the same kind have to say the
 * same: any of them, or a sum. Where they name none of that kind, only the limit of the source counts.
 */
export function amountFault(found: Decimal, against: Against): AmountFault | undefined {
  const words = amountsInWords(against.content);
  const own = words.filter(({ purpose }) => purpose === against.column);
  // Databases write 0 into a column that nobody filled in.
  if (found.isZero()) return own.some(({ cny }) => !cny.isZero()) ? 'amount-mismatch' : undefined;
  const totals = words.filter(({ purpose }) => purpose === 'total');
  const loose = words.filter(({ purpose }) => purpose === 'unknown');
  if (fits(found, own, words, against) || fitsTotal(found, totals, against)) return undefined;
  if (own.length === 0 && loose.some(({ cny }) => isSame(cny, found))) return undefined;
  const named = [...own, ...totals, ...(own.length === 0 ? loose : [])];
  if (named.some(({ cny }) => isOtherUnit(cny, found))) return 'unit-mismatch';
  if (own.length > 0 || exceeds(found, totals, against)) return 'amount-mismatch';
  return found.gt(against.limit) ? 'amount-out-of-bounds' : undefined;
}

/** A decision may fine several parties, or give parts and their sum. Goods that are confiscated may be counted in. */
function fits(
  found: Decimal,
  own: readonly AmountInWords[],
  words: readonly AmountInWords[],
  { column }: Against,
): boolean {
  if (own.some((one) => isOf(found, one))) return true;
  const goods =
    column === 'confiscated' && own.length > 0 ? words.filter(({ purpose }) => purpose === 'other') : [];
  return sums([...own, ...goods].map(({ cny }) => cny)).some((sum) => isSame(sum, found));
}

/** 罚没款合计: the amount itself, or what the other column leaves of it. */
const fitsTotal = (found: Decimal, totals: readonly AmountInWords[], { other }: Against): boolean =>
  totals.some(({ cny }) => isSame(cny, found) || (other !== undefined && isSame(cny, found.plus(other))));

/** More than the total, or not the total although nothing else is to be paid. */
const exceeds = (
  found: Decimal,
  totals: readonly AmountInWords[],
  { other, content, column }: Against,
): boolean =>
  totals.length > 0 &&
  (totals.every(({ cny }) => found.gt(cny)) ||
    other !== undefined ||
    (column === 'fine' && !/没收|罚没/.test(content)));

function isOf(found: Decimal, { cny, isEach, isBare }: AmountInWords): boolean {
  if (isSame(cny, found)) return true;
  if (isBare && cny.lt(10) && isSame(cny.times(10_000), found)) return true;
  return isEach && cny.gt(0) && found.div(cny).isInteger() && found.div(cny).lte(mostParties);
}

/** 对甲、乙各罚款1000元: parties of one decision. */
const mostParties = 9;
/** Beyond so many amounts only their sum is tried. */
const mostParts = 6;

function sums(parts: readonly Decimal[]): Decimal[] {
  if (parts.length > mostParts) return [Decimal.sum(...parts)];
  const found: Decimal[] = [];
  for (const part of parts) found.push(part, ...found.map((sum) => sum.plus(part)));
  return found;
}

/** 角 and 分 are often left out. */
const isSame = (a: Decimal, b: Decimal): boolean => a.minus(b).abs().lt(1);
const isOtherUnit = (a: Decimal, b: Decimal): boolean =>
  isSame(a, b.times(10_000)) || isSame(b, a.times(10_000));
