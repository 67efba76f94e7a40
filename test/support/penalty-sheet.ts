import { legalHeader, mergedHeader } from '../../infra/samples/penalties.ts';

/** A penalty as a clerk enters it. */
export interface PenaltyEntry {
  readonly name: string;
  /** 统一社会信用代码, or the number of a person. */
  readonly id: string;
  readonly documentNumber: string;
  readonly authority?: string;
  readonly kinds?: string;
  readonly content?: string;
  readonly fine?: string;
  readonly decidedOn?: string;
}

type Rows = readonly (readonly string[])[];

const columnsOf = (one: PenaltyEntry): Readonly<Record<string, string>> => {
  const isPerson = /^\d{17}[\dX]$/.test(one.id) && !one.id.startsWith('12');
  return {
    行政相对人名称: one.name,
    [legalHeader[1] ?? '']: isPerson ? '' : one.id,
    证件类型: isPerson ? '身份证' : '',
    证件号码: isPerson ? one.id : '',
    行政处罚决定书文号: one.documentNumber,
    违法行为类型: '违反经营质量管理规范',
    违法事实: '检查中发现',
    处罚依据: '《药品管理法》',
    处罚类别: one.kinds ?? '警告',
    处罚内容: one.content ?? '警告',
    处罚金额: one.fine ?? '',
    处罚决定日期: one.decidedOn ?? '2026/03/02',
    处罚有效期: '2099/12/31',
    公示截止期: '2099/12/31',
    处罚机关: one.authority ?? '西藏自治区市场监督管理局',
    处罚机关统一社会信用代码: '11540000000000000X',
    数据来源单位: one.authority ?? '西藏自治区市场监督管理局',
    数据来源单位统一社会信用代码: '11540000000000000X',
  };
};

const cellsOf =
  (header: readonly string[]) =>
  (one: PenaltyEntry): string[] => {
    const columns = columnsOf(one);
    return header.map(
      (name) => columns[name] ?? columns[name.replace(/^(罚款|处罚)金额.*/, '处罚金额')] ?? '',
    );
  };

const naturalHeader = ['行政相对人名称', '证件类型', '证件号码', ...legalHeader.slice(9)];

const sheetOf =
  (header: readonly string[]) =>
  (entries: readonly PenaltyEntry[]): Rows => [header, ...entries.map(cellsOf(header))];

/** 双公示 sheets: 法人, 自然人, and both in one. */
export const legalSheet = sheetOf(legalHeader);
export const naturalSheet = sheetOf(naturalHeader);
export const mergedSheet = sheetOf(mergedHeader);

/** Adds what hand-made sheets have above the header: a title over all columns, and who reports when. */
export const withTitles = (title: string, rows: Rows): Rows => {
  const blanks = (rows[0] ?? []).slice(2).map(() => '');
  return [[title, '', ...blanks], ['填报单位：市场监督管理局', '2026年6月29日', ...blanks], ...rows];
};
