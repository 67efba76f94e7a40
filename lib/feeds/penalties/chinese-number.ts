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
    參: '三',
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
