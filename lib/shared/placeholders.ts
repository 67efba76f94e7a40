/** Words that people and databases write into a cell of which they know nothing. Compared without blanks, upper case. */
const words = new Set([
  ...[
    '无',
    '暂无',
    '没有',
    '空',
    '空白',
    '空值',
    '不详',
    '未知',
    '待定',
    '待补',
    '待补充',
    '待完善',
    '未填',
    '未填写',
  ],
  ...['无数据', '无此项', '无信息', '暂缺', '缺失', '不适用', '暂未提供', '未提供'],
  ...['NULL', 'NIL', 'NONE', 'NAN', 'NAT', 'N/A', 'NA', '\\N', 'UNDEFINED', 'EMPTY', 'DBNULL'],
]);

/** The day of a database without one, and the day 0 of a spreadsheet: neither is in a calendar. */
const noDay = /^(?:0000[-/.年]?00[-/.月]?00日?|1900[-/.]0?1[-/.]0?0)(?:[T ]?00:00(?::00(?:\.0+)?)?Z?)?$/;

const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase()
    .replace(/^[<([{【「〔](.*)[>)\]}】」〕]$/u, '$1');

/** How no placeholder begins: most cells of a file are told by their first characters. */
const saysSomething = /^(?:[2-9A-CF-MO-TV-Za-cf-mo-tv-z]|1[0-8]|(?![无暂没空不未待缺])[\u4E00-\u9FFF])/;

/** True for a text that says "nothing": 无, /, --, NULL, 0000-00-00. */
export function isPlaceholder(text: string): boolean {
  if (text.length > 32 || saysSomething.test(text)) return false;
  const said = tidy(text);
  return words.has(said) || noDay.test(said) || /^[-–—―−─ー_~/\\|、]+$|^\.{3,}$/u.test(said);
}

/** What is written in place of a document number, besides the placeholders of every column. */
const noNumber =
  /^(?:(?:无|暂无|未|没有|待|尚未)[编书文制发]?.{0,6}[号编]|(?:当场|现场|简易|口头)(?:行政)?(?:处罚|程序|警告|决定|教育)?(?:决定书?|程序)?(?:处罚)?|(?:依法)?(?:不予|免予|免于)(?:行政)?处罚|0+|[×✕*?]+)$/;

/** True for a text that is no number of a document: 当场处罚, 无文号, 0. */
export const isNoNumber = (text: string): boolean =>
  isPlaceholder(text) || (text.length <= 32 && noNumber.test(tidy(text)));

/** Days that databases and programs store for "none": zero of SQL Server, Excel and .NET. */
const zeroDays = new Set(['1900-01-01', '1899-12-30', '1899-12-31', '1753-01-01', '0001-01-01']);
export const isZeroDay = (on: string): boolean => zeroDays.has(on);
