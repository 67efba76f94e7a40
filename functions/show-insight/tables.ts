import type { CsvColumn } from '../../lib/runtime/csv-answer.ts';
import type { ReceiptCount, ReceiptView, SourceCount } from '../../schemas/insight.ts';

/** Columns of the answers as CSV, with headings for readers of spreadsheets. */
export const receiptColumns: readonly CsvColumn<ReceiptView>[] = [
  { title: '回执编号', of: ({ receiptId }) => receiptId },
  { title: '时间', of: ({ at }) => at },
  { title: '机构', of: ({ agency }) => agency },
  { title: '经办', of: ({ by }) => by },
  { title: '用途', of: ({ purpose }) => purpose },
  { title: '案件编号', of: ({ reference }) => reference },
  { title: '查询主体数', of: ({ subjects }) => subjects },
  { title: '披露主体数', of: ({ disclosed }) => disclosed },
];

export const receiptCountColumns: readonly CsvColumn<ReceiptCount>[] = [
  { title: '日期', of: ({ day }) => day },
  { title: '机构', of: ({ agency }) => agency },
  { title: '用途', of: ({ purpose }) => purpose },
  { title: '查询次数', of: ({ receipts }) => receipts },
  { title: '查询主体数', of: ({ subjects }) => subjects },
  { title: '披露主体数', of: ({ disclosed }) => disclosed },
];

export const sourceCountColumns: readonly CsvColumn<SourceCount>[] = [
  { title: '日期', of: ({ day }) => day },
  { title: '来源', of: ({ source }) => source },
  { title: '完成批次', of: ({ completed }) => completed },
  { title: '失败批次', of: ({ failed }) => failed },
  { title: '接收', of: ({ received }) => received },
  { title: '采纳', of: ({ accepted }) => accepted },
  { title: '重复', of: ({ duplicates }) => duplicates },
  { title: '未匹配', of: ({ unmatched }) => unmatched },
  { title: '待核', of: ({ quarantined }) => quarantined },
];
