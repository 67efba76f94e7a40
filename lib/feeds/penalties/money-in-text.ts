import { Decimal } from 'decimal.js';
import { readChineseNumber } from './chinese-number.ts';

/** An amount in a text, in CNY, and where it stands. */
export interface Money {
  readonly cny: Decimal;
  readonly start: number;
  readonly end: number;
  /** The figure has no unit. */
  readonly isBare?: true;
}

/** The text in the form in which amounts are looked for: half width, no blanks, no separators within digits. */
export const tidyWords = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/[￥¥]/g, '¥')
    .replace(/RMB|CNY/gi, '¥')
    .replace(/块钱|块|圆|塊|圓/g, '元')
    // The number of an item, not a figure: 2.20000元.
    .replace(/(?<![\d.])\d{1,2}[.](?=\d{3,}元)/g, ';');

const figure = String.raw`\d{1,15}(?:\.\d{1,6})?`;
const numeral = '[零〇一二两三四五六七八九十百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億]{1,24}';
const scale = '[十百千]?[万亿]|[百千]';
/** 2000元, 2万元, 贰仟元整, 贰仟元伍角, 2000人民币: the unit behind the figure. */
const unitBehind = `(?:(${figure})(${scale})?|(${numeral}))(?:元|人民币|¥)(?:(${numeral}|\\d{1,2})角)?(?:(${numeral}|\\d{1,2})分)?`;
/** ¥2000, 人民币2000, (元):2000, ¥2万: the unit in front of it. */
const unitBefore = `(?:¥|人民币|(?<![\\d十百千万亿拾佰仟])(万)?元)[):,]{0,3}(${figure})(${scale})?(?!\\d|\\.\\d|[倍次日天个年月号条款项%])`;
const money = new RegExp(`${unitBefore}|${unitBehind}`, 'g');
/** 罚款2000: a figure without a unit, directly behind the word and before the end of the clause. */
const bare = new RegExp(
  `(?<=罚款|罚金)(?:金额|共计|合计|总计|计|为|[:()])*(${figure})(?=$|[;。,\\n]|\\.(?!\\d))`,
  'g',
);

const scales: Readonly<Record<string, number>> = { 十: 10, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 };
const factorOf = (written = ''): number =>
  [...written].reduce((factor, sign) => factor * (scales[sign] ?? 1), 1);

/** The amounts that a text names, in their order. The text is tidied before. */
export function moneyIn(tidy: string): Money[] {
  const found = [...withUnit(tidy), ...withoutUnit(tidy)].sort((a, b) => a.start - b.start);
  return found.filter((one, at) => !repeats(tidy, found[at - 1], one));
}

function withUnit(tidy: string): Money[] {
  return [...tidy.matchAll(money)].flatMap((match) => {
    const [all, wan, digitsAfter, behindAfter, digits, behind, words, jiao, fen] = match;
    const whole = words === undefined ? new Decimal(digits ?? digitsAfter ?? 0) : readChineseNumber(words);
    if (!whole) return [];
    const factor = factorOf(behind) * factorOf(behindAfter) * factorOf(wan);
    const cny = whole.times(factor).plus(part(jiao, 10)).plus(part(fen, 100));
    return [{ cny, start: match.index, end: match.index + all.length }];
  });
}

const withoutUnit = (tidy: string): Money[] =>
  [...tidy.matchAll(bare)].map((match) => ({
    cny: new Decimal(match[1] ?? 0),
    start: match.index,
    end: match.index + match[0].length,
    isBare: true,
  }));

/** 贰万元整（¥20000.00）: the same amount once more, in figures. */
const repeats = (tidy: string, before: Money | undefined, { cny, start }: Money): boolean =>
  before?.cny.eq(cny) === true && /^[^;。,]{0,6}[(写即]/.test(tidy.slice(before.end, start));

const part = (written: string | undefined, share: number): Decimal =>
  written === undefined
    ? new Decimal(0)
    : (/^\d/.test(written) ? new Decimal(written) : (readChineseNumber(written) ?? new Decimal(0))).div(
        share,
      );
