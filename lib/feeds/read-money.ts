import { Decimal } from 'decimal.js';
import { normaliseHeader } from './header.ts';

export type AmountUnit = 'yuan' | 'wan';
export type MoneyFault = 'not-a-number' | 'negative-amount' | 'unit-mismatch';

const cnyPer: Readonly<Record<AmountUnit, number>> = { yuan: 1, wan: 10_000 };

/** The unit that a column's name states: `罚款金额（万元）`, `金额(元)`. */
export function unitOfHeader(header: string): AmountUnit | undefined {
  const name = normaliseHeader(header);
  if (/万元\)?$/.test(name)) return 'wan';
  return /\(元\)$/.test(name) ? 'yuan' : undefined;
}

/**
 * A figure as databases (`.2`) and programs (`8.5E-4`) write it. A figure with a plus sign (`8.5E+11`) comes from a
 * spreadsheet that has dropped digits, and is not accepted.
 */
const shortFigure = /(?<![\w.])(?:\.\d+|(?:\d*\.)?\d+[Ee]-?\d{1,2})(?!\w)/;

/** A plain decimal of a cell: half width, without thousands separators or exponent. */
export const plainDecimal = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '')
    .replace(shortFigure, (figure) => new Decimal(figure).toFixed());

/** No fine is so small: 0.2元 under 万元 is an amount in 万元 with the unit of habit behind it. */
const leastYuan = 10;

/** The figure and unit of a cell, in half width: `20000` and `元`. */
const partsOf = (text: string): RegExpExecArray | null =>
  /^¥?(-?)(\d{1,15}(?:\.\d{1,10})?)(万元?|元)?[整正]?$/.exec(
    plainDecimal(text)
      .replace(/￥|人民币|RMB|CNY/gi, '¥')
      .replace(/圆|块钱?/g, '元'),
  );

/** The unit that a cell writes behind its figure, as a word of ours. */
export function unitOfCell(text: string): '元' | '万元' | undefined {
  const written = partsOf(text)?.[3];
  if (!written) return undefined;
  return written === '元' ? '元' : '万元';
}

export const unitWords: Readonly<Record<AmountUnit, '元' | '万元'>> = { yuan: '元', wan: '万元' };

/** An amount in CNY. The unit that the cell writes applies, else that of its column, else the one agreed on. */
export function readMoney(
  text: string,
  { header, otherwise }: { header: AmountUnit | undefined; otherwise: AmountUnit },
): Decimal | MoneyFault {
  const match = partsOf(text);
  if (!match) return 'not-a-number';
  const [, sign, figure = '', written] = match;
  if (sign) return 'negative-amount';
  const ofCell = written === undefined ? undefined : written === '元' ? 'yuan' : 'wan';
  const cny = new Decimal(figure).times(cnyPer[ofCell ?? header ?? otherwise]);
  return header === 'wan' && ofCell === 'yuan' && cny.lt(leastYuan) && !cny.isZero() ? 'unit-mismatch' : cny;
}
