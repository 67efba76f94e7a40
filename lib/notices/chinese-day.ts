import type { Day } from '../shared/day.ts';

const digits = '〇一二三四五六七八九';

/** `2026年11月25日`. */
export function plainDay(on: Day): string {
  const [year, month, date] = on.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `二〇二六年十一月二十五日`, the form beside a seal. */
export function writtenDay(on: Day): string {
  const [year = '', month = '', date = ''] = on.split('-');
  const inDigits = [...year].map((digit) => digits[Number(digit)]).join('');
  return `${inDigits}年${counted(Number(month))}月${counted(Number(date))}日`;
}

/** 1 to 99 in Chinese: 十, 十一, 二十, 二十五. */
function counted(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`;
  return head + (ones === 0 ? '' : digits[ones]);
}

/** `1年3个月`, from whole months. */
export function spelledMonths(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return `${years}年${rest}个月`;
}
