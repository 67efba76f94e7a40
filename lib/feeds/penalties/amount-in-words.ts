import { Decimal } from 'decimal.js';

const digits = new Map([...'零一二三四五六七八九'].map((character, value) => [character, value] as const));
const places: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);
const sections: ReadonlyMap<string, number> = new Map([
  ['万', 1e4],
  ['亿', 1e8],
]);
/** 大写 numerals and variants, each with its plain numeral. */
const variants: ReadonlyMap<string, string> = new Map([
  ...[...'壹贰叁肆伍陆柒捌玖'].map((written, at) => [written, '一二三四五六七八九'[at] ?? ''] as const),
  ...Object.entries({
    两: '二',
    〇: '零',
    拾: '十',
    佰: '百',
    仟: '千',
    萬: '万',
    億: '亿',
    貳: '二',
    陸: '六',
  }),
]);

/** The number that Chinese numerals express (`贰万`, `一万五千`), or undefined when they express none. */
export function readChineseNumber(text: string): Decimal | undefined {
  let [total, section, digit] = [0, 0, 0];
  for (const written of text) {
    const character = variants.get(written) ?? written;
    const place = places.get(character);
    const scale = sections.get(character);
    const value = digits.get(character);
    if (value !== undefined) digit = value;
    else if (place !== undefined) [section, digit] = [section + (digit || 1) * place, 0];
    else if (scale !== undefined) {
      total = scale === 1e8 ? (total + section + digit) * scale : total + (section + digit) * scale;
      [section, digit] = [0, 0];
    } else return undefined;
  }
  const sum = total + section + digit;
  return sum > 0 ? new Decimal(sum) : undefined;
}

const numeral = '(?:\\d+(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千万亿壹贰貳叁肆伍陆陸柒捌玖拾佰仟萬億]+)';
const amount = `(${numeral})(亿|千万|百万|万|千|百)?元`;
const scales: Readonly<Record<string, number>> = { 百: 1e2, 千: 1e3, 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8 };

const amountAfter = (words: string): RegExp =>
  new RegExp(`(?:${words})(?:人民币|金额|共计|合计|总计|计|为|[:()¥])*${amount}`, 'g');
const amountBefore = (words: string): RegExp => new RegExp(`${amount}(?:人民币)?整?的?(?:${words})`, 'g');

const patterns = {
  fine: [amountAfter('罚款|罚金'), amountBefore('(?:行政)?(?:罚款|罚金)')],
  confiscated: [
    amountAfter('没收(?:违法所得|非法所得|非法财物|违法财物|、|和|及|等)+'),
    amountBefore('违法所得|非法所得'),
  ],
} as const;

/** The amounts in CNY that 处罚内容 gives in words for a fine or a confiscation: each amount, and their sum. */
export function amountsInWords(text: string, kind: keyof typeof patterns): Decimal[] {
  const tidy = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replaceAll('￥', '¥');
  const found = patterns[kind]
    .flatMap((pattern) => [...tidy.matchAll(pattern)])
    .flatMap(([, figure = '', scale]) => {
      const value = /^\d/.test(figure) ? new Decimal(figure) : readChineseNumber(figure);
      return value ? [value.times(scale ? (scales[scale] ?? 1) : 1)] : [];
    });
  return found.length > 1 ? [...found, Decimal.sum(...found)] : found;
}
