import type { PassedRowCode } from '../../schemas/reasons/passed-rows.ts';
import { normaliseIdentifier } from '../shared/identifiers.ts';
import type { FileRow } from './formats/format.ts';
import { normaliseHeader, rowNumberColumns } from './header.ts';
import type { Matched } from './match-template.ts';

/** Says of each row of a table, in order, what it is when it is no data. */
export type RowSorter = (row: FileRow) => PassedRowCode | undefined;

const totalWords =
  /^(本页|本表|本期|本月|本年|全年|累计)?(合计|总计|小计|共计|累计)(金额|数|人数)?(:|$|[\d(])/;
const footerWords =
  /^(制表|填表|填报|编制|审核|复核|审批|校对|校核|经办|报送|上报|统计|联系|打印|导出|录入|报表)(人|人员|人签字|人签名|单位|部门|机构|科室|日期|时间|电话|方式)?(\(.*\))?(:|$)/;
const otherFooterWords =
  /^(负责人|单位负责人|部门负责人|科室负责人|分管领导|主管领导|领导签字|签字|签名|盖章|公章|\(盖章\)|\(公章\)|单位\((盖|公)章\)|单位盖章|电话|联系电话|手机|传真|邮箱|数据来源|数据截止(日期|时间)?|截止(日期|时间)|截至(日期|时间)|日期|备注|注|说明|填表说明|填报说明|注意事项|注意)(\d{1,2})?(:|$)/;
/** A line that says that the table ends, or in which unit it is. */
const endWords = /^(以下空白|以下无正文|以下无数据|此页以下空白|\(?以下空白\)?|---+|—{2,})$/;
/** What follows lines below the table: a point of a list, a day. */
const afterFooter = /^(\(?\d{1,2}[.、)]\D\S{2,}|\d{4}年\d{1,2}月(\d{1,2}日)?)$/;
const sealed = /\((盖章|公章|签章)\)$/;

const columnNotes =
  /^\(?(必填项?|选填项?|非必填项?|可空|文本|文本型|字符|字符型|字符串|数字|数值|数值型|整数|日期|日期型|日期格式|字典|字典项|下拉选择|(var)?char\(?\d*\)?|string|number|date|text|int|[CND]\d{0,4})\)?$/i;

/** Numbers, with what they count, and the signs for none. */
const figure =
  /^([-+]?(\d{1,3}(,\d{3})+|\d{1,12})(\.\d+)?(元|万元|条|件|户|家|人|人次|个|份|次|项|宗|起|笔|%)?|[-—/]*)$/;
const documentNumber = /[[(〔【]\d{4}[\])〕】]|第?\d+号/;

const tidy = (cell: string): string => cell.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');

/** Characters of a medical-insurance code, the shortest one. */
const shortestIdentifier = 12;

/** True for a cell that can identify a subject or a document, wherever it stands. */
const isIdentity = (text: string): boolean =>
  documentNumber.test(text) ||
  /\d{15}|[\dX*]{15}/.test(text) ||
  (text.length >= shortestIdentifier &&
    (['uscc', 'resident-id', 'medins-code'] as const).some((scheme) => normaliseIdentifier(scheme, text).ok));

interface Cell {
  readonly index: number;
  readonly text: string;
}

/**
 * A row with a number of a subject or a document is always data. Without one it is something else only where every cell
 * says so: words of a total with figures, lines below the table, the numbers of the columns, notes about them.
 */
export function createRowSorter(
  header: readonly string[],
  { template, places }: Pick<Matched, 'template' | 'places'>,
): RowSorter {
  const names = header.map(normaliseHeader);
  const numbered = names.findIndex((name) => rowNumberColumns.includes(name));
  const identifying = new Set(
    [...places].filter(([column]) => /(uscc|number|code|id)$/i.test(column)).map(([, { index }]) => index),
  );
  const spellings = new Map(
    Object.entries(template.columns).flatMap(([column, { names: known }]) => {
      const place = places.get(column);
      return place ? [[place.index, new Set(known.map(normaliseHeader))] as const] : [];
    }),
  );
  let isBelowHeader = true;
  let isBelowTable = false;
  /** Of a row without a number. */
  const sort = (filled: readonly Cell[]): PassedRowCode | undefined => {
    if (filled.length === 0) return undefined;
    if (isBelowHeader && isColumnNumbers(filled, header.length)) return 'column-numbers';
    if (isBelowHeader && isColumnNotes(filled, names, spellings)) return 'column-notes';
    if (filled.every(({ index, text }) => index === numbered && /^\d{1,6}\.?$/.test(text)))
      return 'row-number';
    const own = filled.filter(({ index, text }) => index !== numbered || !/^\d{1,6}$/.test(text));
    if (isTotal(own)) return 'total';
    return isFooter(own, identifying) || (isBelowTable && isAfterFooter(own)) ? 'footer' : undefined;
  };
  return ({ cells, problems = [] }) => {
    const isWhole = problems.every(({ index }) => index !== undefined);
    const found =
      isWhole && !cells.some((cell) => isIdentity(tidy(cell))) ? sort(filledOf(cells)) : undefined;
    isBelowHeader &&= found === 'column-numbers' || found === 'column-notes';
    isBelowTable = found === 'footer';
    return found;
  };
}

const filledOf = (cells: readonly string[]): Cell[] =>
  cells.map((cell, index) => ({ index, text: tidy(cell) })).filter(({ text }) => text !== '');

/** The first cell is a word of totals; the others are figures. */
const isTotal = ([first, ...others]: readonly Cell[]): boolean =>
  first !== undefined &&
  totalWords.test(first.text) &&
  others.every(({ text }) => figure.test(text) || totalWords.test(text));

const isLabel = (text: string): boolean =>
  footerWords.test(text) || otherFooterWords.test(text) || endWords.test(text) || sealed.test(text);

/** Each cell is a label with or without what it says, or what the label before it says. */
function isFooter(filled: readonly Cell[], identifying: ReadonlySet<number>): boolean {
  const [first] = filled;
  if (!first || !isLabel(first.text)) return false;
  return filled.every(({ index, text }, at) => {
    if (isLabel(text)) return true;
    const before = filled[at - 1]?.text ?? '';
    const isValue = isLabel(before) && /^[^:]*:?$/.test(before) && text.length <= 40;
    return isValue && !(identifying.has(index) && /[A-Z]\d|\d[A-Z]/i.test(text));
  });
}

const isAfterFooter = (filled: readonly Cell[]): boolean =>
  filled.length === 1 && afterFooter.test(filled[0]?.text ?? '');

/** `1, 2, 3, …` or `(1), (2), …` below the header, behind 甲, 乙 or not; or `A, B, C, …`. */
function isColumnNumbers(filled: readonly Cell[], columns: number): boolean {
  if (filled.length < 3 || filled.length * 2 < columns) return false;
  const texts = filled.map(({ text }) => text.replace(/^\((.*)\)$/, '$1'));
  if (texts.every((text, index) => text.toUpperCase() === String.fromCharCode(65 + index))) return true;
  const numbers = texts.slice(texts.findLastIndex((text) => /^[甲乙丙丁戊]$/.test(text)) + 1);
  const first = Number(/^\d+$/.exec(numbers[0] ?? '')?.[0]);
  return (
    numbers.length > 1 &&
    first <= 1 &&
    numbers.every((text, index) => /^\d+(=.*)?$/.test(text) && Number.parseInt(text, 10) === first + index)
  );
}

/**
 * Notes about the columns: each cell is another name of its column, its unit where the header says the same, or what is
 * to be filled in.
 */
function isColumnNotes(
  filled: readonly Cell[],
  names: readonly string[],
  spellings: ReadonlyMap<number, ReadonlySet<string>>,
): boolean {
  const line = /^\(?(?:金额)?单位:(?:人民币)?(元|万元)\)?$/.exec(filled[0]?.text ?? '')?.[1];
  if (filled.length < 2) return line !== undefined && names.some((name) => name.includes(`(${line})`));
  let known = 0;
  const isNote = filled.every(({ index, text }) => {
    const name = names[index] ?? '';
    const normal = normaliseHeader(text);
    const unit = /^\(?(元|万元|个月|月|年|次|份|%)\)?$/.exec(text)?.[1];
    if (unit) return !/元/.test(unit) || name.includes(`(${unit})`);
    const isOther = normal !== name && spellings.get(index)?.has(normal) === true;
    if (isOther || columnNotes.test(text)) known++;
    return isOther || columnNotes.test(text) || normal === name || /^[A-Z][A-Z_]+\d*$/i.test(text);
  });
  return (
    isNote &&
    (known * 2 >= filled.length || filled.every(({ text }) => /^\(?[元万个月年次份%]+\)?$/.test(text)))
  );
}
