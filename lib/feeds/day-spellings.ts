import { type Day, dayOf, parseDay } from '../shared/day.ts';

/** Reads one family of spellings. Undefined for any other text. */
type Spelling = (text: string) => Day | undefined;

const two = (figure: string | number): string => String(figure).padStart(2, '0');
const dayFrom = (year: string | number, month: string | number, date: string | number): Day | undefined =>
  parseDay(`${year}-${two(month)}-${two(date)}`);
const instant = (milliseconds: number): Day | undefined =>
  Number.isFinite(milliseconds) && Math.abs(milliseconds) < 8e15 ? dayOf(new Date(milliseconds)) : undefined;

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** JAN to DEC and their long names, or 5月 of an Oracle database that speaks Chinese. */
const monthOf = (name: string): number =>
  /^\d/.test(name) ? Number.parseInt(name, 10) : monthNames.indexOf(name.slice(0, 3).toUpperCase()) + 1;
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?';
const weekday = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\\.?,?\\s*)?';
const clock = '\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2}(?:\\.\\d+)?)?';

/** `[2026,5,1,0,0]` of Jackson, `datetime.date(2026, 5, 1)`. */
const listed: Spelling = (text) => {
  const match =
    /^(?:\[|(?:datetime\.)?date(?:time)?\()(\d{4}),(\d{1,2}),(\d{1,2})(?:,\d{1,9}){0,4}[\])]$/i.exec(
      text.replace(/\s/g, ''),
    );
  return match ? dayFrom(match[1] ?? '', match[2] ?? '', match[3] ?? '') : undefined;
};

/** `{"$date": …}` of MongoDB, and the milliseconds or seconds that programs put into an object. */
const object: Spelling = (text) => {
  const bare = text.replace(/\s/g, '');
  const [, milliseconds] =
    /^\{"?\$date"?:(?:\{"?\$numberLong"?:)?"?(-?\d{9,14})"?\}{1,2}$/.exec(bare) ??
    /^(?:newDate|Date)\((\d{12,13})\)$/.exec(bare) ??
    [];
  if (milliseconds) return instant(Number(milliseconds));
  const [, seconds] = /^\{"_?seconds":(\d{9,10}),"_?nano(?:second)?s":\d+\}$/.exec(bare) ?? [];
  return seconds ? instant(Number(seconds) * 1000) : undefined;
};

/** The text within `{"$date":"…"}`, `ISODate("…")` or `Timestamp('…')`. */
export const wrappedDay = (text: string): string =>
  /^(?:\{\s*"?\$date"?\s*:\s*"([^"]*)"\s*\}|(?:new\s+)?(?:ISODate|Date|Timestamp)\(["']([^"']*)["']\))$/
    .exec(text)
    ?.slice(1)
    .find((inside) => inside !== undefined) ?? text;

/** `/Date(1780934400000+0800)/` of .NET. The zone says only how it was shown. */
const dotNet: Spelling = (text) => {
  const [, milliseconds] = /^\\?\/Date\((-?\d{9,14})(?:[+-]\d{4})?\)\\?\/$/.exec(text) ?? [];
  return milliseconds ? instant(Number(milliseconds)) : undefined;
};

/** `01-MAY-26`, `01-5月 -26` of Oracle: its years of two digits are those of 1950 to 2049. */
const oracle: Spelling = (text) => {
  const match =
    /^(\d{1,2})[-/\s]([A-Za-z]{3,9}|\d{1,2}月)\s*[-/\s](\d{4}|\d{2})(?:\s+[\d.:]+(?:\s*(?:AM|PM|上午|下午))?)?$/i.exec(
      text,
    );
  if (!match) return undefined;
  const [, date = '', name = '', written = ''] = match;
  const year = written.length === 4 ? written : `${Number(written) < 50 ? '20' : '19'}${written}`;
  return dayFrom(year, monthOf(name), date);
};

/** `Fri May 01 2026 00:00:00 GMT+0800 (…)`, `Fri, 01 May 2026 00:00:00 GMT`, `May 1, 2026`, `Fri May 01 00:00:00 CST 2026`. */
const english: Spelling = (text) => {
  const bare = text.replace(/\s*\([^()]*\)$/, '');
  const monthFirst = new RegExp(
    `^${weekday}(${month})\\s*(\\d{1,2})(?:st|nd|rd|th)?,?\\s*(\\d{4})(.*)$`,
    'i',
  ).exec(bare);
  const dateFirst = new RegExp(
    `^${weekday}(\\d{1,2})(?:st|nd|rd|th)?[\\s-](${month})[\\s-](\\d{4})(.*)$`,
    'i',
  ).exec(bare);
  const yearLast = new RegExp(
    `^${weekday}(${month})\\s+(\\d{1,2})\\s+(${clock}\\s+\\S+)\\s+(\\d{4})$`,
    'i',
  ).exec(bare);
  if (monthFirst) return zoned(monthFirst[3], monthFirst[1], monthFirst[2], monthFirst[4]);
  if (dateFirst) return zoned(dateFirst[3], dateFirst[2], dateFirst[1], dateFirst[4]);
  return yearLast ? zoned(yearLast[4], yearLast[1], yearLast[2], yearLast[3]) : undefined;
};

/** A day with a time in a zone: where the zone is not that of China, the day there. CST is China's in such files. */
function zoned(year = '', name = '', date = '', rest = ''): Day | undefined {
  const on = dayFrom(year, monthOf(name), date);
  const time = rest.replace(/^[,\s]+|(?:at)\s+/g, '').trim();
  if (!on || time === '') return on;
  const [, hour, minute, second = '00', half, zone = ''] =
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(AM|PM)?\s*(?:(?:GMT|UTC)?([+-]\d{2}:?\d{2})|GMT|UTC|Z|CST)?$/i.exec(
      time,
    ) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  if (half || /CST$/i.test(time) || !/GMT|UTC|Z$|[+-]\d/i.test(time)) return on;
  const offset = zone === '' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return instant(Date.parse(`${on}T${two(hour)}:${minute}:${second}${offset}`));
}

const numerals = '零一二三四五六七八九';
const variants: Readonly<Record<string, string>> = {
  〇: '零',
  '○': '零',
  O: '零',
  Ｏ: '零',
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  廿: '二十',
  卅: '三十',
  元: '一',
  正: '一',
};
const figures = (text: string): string => [...text].map((sign) => numerals.indexOf(sign)).join('');

/** 二〇二六年五月一日, also 二零二六年 and 贰零贰陆年. */
const chinese: Spelling = (text) => {
  const plain = [...text.replace(/\s/g, '')].map((sign) => variants[sign] ?? sign).join('');
  const match =
    /^([零一二三四五六七八九]{4})年(零?[一二三四五六七八九十]{1,2})月((?:零|初)?[一二三四五六七八九十]{1,3})[日号]?$/.exec(
      plain,
    );
  if (!match) return undefined;
  const [, year = '', ofYear = '', ofMonth = ''] = match;
  return dayFrom(figures(year), upTo31(ofYear), upTo31(ofMonth));
};

function upTo31(text: string): number {
  const bare = text.replace(/^[零初]/, '');
  if (!bare.includes('十')) return Number(figures(bare));
  const [tens = '', ones = ''] = bare.split('十');
  return (tens === '' ? 1 : Number(figures(tens))) * 10 + (ones === '' ? 0 : Number(figures(ones)));
}

/** `25/05/2026`, `5/25/2026`: the day can only be one of the two figures, or both are equal. */
const yearLast: Spelling = (text) => {
  const [, a = '', , b = '', year = ''] = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (year === '') return undefined;
  if (Number(a) > 12 || a === b) return dayFrom(year, b, a);
  return Number(b) > 12 ? dayFrom(year, a, b) : undefined;
};

const spellings: readonly Spelling[] = [listed, object, dotNet, oracle, english, chinese, yearLast];

/** The day of a text in a spelling of a program, if it can be read in one way only. */
export function spelledDay(text: string): Day | undefined {
  for (const spelling of spellings) {
    const on = spelling(text);
    if (on) return on;
  }
  return undefined;
}

/** True for a text that is a day in more than one reading: 01/05/2026, 26-5-1. */
export const isAmbiguous = (text: string): boolean =>
  /^\d{1,2}[-/.年]\d{1,2}[-/.月](?:\d{4}|\d{1,2}[日号]?)(?:\s.*)?$/.test(text) || /^\d{6}$/.test(text);
