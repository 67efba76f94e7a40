import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, csvOf, read, utf8 } from '../../../support/feed-file.ts';
import { inEveryFormat } from '../../../support/formats.ts';

const header = [
  '序号',
  '文书号',
  '主体类别',
  '标识类型',
  '标识',
  '名称',
  '指标代码',
  '决定日期',
  '金额（元）',
  '决定机关',
];
const uscc = '91540100MA6T1000XP';
const data = [
  '1',
  '藏医保罚〔2026〕1号',
  '定点零售药店',
  '统一社会信用代码',
  uscc,
  '药店',
  'ph.violation',
  '2026-05-22',
  '1000',
  '拉萨市医疗保障局',
];
const at = (cells: Readonly<Record<number, string>>): string[] =>
  header.map((_, index) => cells[index] ?? '');

/** The rows of a file of findings that are data, and what the others are. */
async function sorted(
  rows: readonly (readonly string[])[],
  write = (all: readonly (readonly string[])[]) => utf8(csvOf(all)),
) {
  const { rows: readings, passed, problem } = await read('medical-insurance', write(rows));
  expect(problem).toBeUndefined();
  return { data: readings.map(({ row }) => row), passed: passed?.first ?? [], count: passed?.count ?? 0 };
}

const totals: readonly (readonly string[])[] = [
  at({ 0: '合计', 8: '1000' }),
  at({ 1: '合 计', 8: '1,000.00元' }),
  at({ 0: '总计：', 4: '3', 8: '1000' }),
  at({ 5: '小计', 8: '1000' }),
  at({ 1: '本页合计', 8: '-' }),
  at({ 0: '共计12户' }),
  at({ 0: '2', 1: '合计', 8: '1000' }),
];
const footers: readonly (readonly string[])[] = [
  at({ 0: '制表人：张三', 4: '审核人：李四', 8: '联系电话：0891-1234567' }),
  at({ 1: '填表人', 2: '张三', 3: '审核人', 4: '李四', 5: '联系电话', 6: '13908901234' }),
  at({ 0: '填报单位（盖章）：拉萨市医疗保障局', 7: '报送日期：2026年6月30日' }),
  at({ 0: '拉萨市医疗保障局（盖章）' }),
  at({ 1: '备注：金额以决定书为准' }),
  at({ 1: '注：本表一式两份。' }),
  at({ 0: '单位负责人：', 3: '经办人：' }),
  at({ 0: '以下空白' }),
  at({ 0: '数据来源：局内系统', 5: '导出时间：2026-06-30 10:00' }),
];
const belowHeader: readonly (readonly [string, readonly string[]])[] = [
  ['column-numbers', header.map((_, index) => String(index + 1))],
  ['column-numbers', header.map((_, index) => `（${index + 1}）`)],
  ['column-numbers', ['甲', '乙', ...header.slice(2).map((_, index) => String(index + 1))]],
  ['column-numbers', header.map((_, index) => String.fromCharCode(65 + index))],
  [
    'column-notes',
    [
      'xh',
      'documentNumber',
      'category',
      'scheme',
      'id',
      'name',
      'indicator',
      'decidedOn',
      'amount',
      'authority',
    ],
  ],
  ['column-notes', at({ 1: '必填', 2: '必填', 4: '文本', 8: '数字' })],
  ['column-notes', at({ 8: '（元）', 1: '文本' })],
  ['column-notes', at({ 0: '单位：元' })],
];

describe('rows that are no data', () => {
  it.each(totals)('are totals: %s %s %s %s %s %s', async (...total) => {
    expect(await sorted([header, data, total, data])).toEqual({
      data: [2, 4],
      passed: [{ row: 3, code: 'total' }],
      count: 1,
    });
  });

  it.each(footers)('are lines below the table: %s %s %s %s %s', async (...footer) => {
    const last = at({ 0: '2026年6月30日' });
    expect(await sorted([header, data, footer, last])).toEqual({
      data: [2],
      passed: [
        { row: 3, code: 'footer' },
        { row: 4, code: 'footer' },
      ],
      count: 2,
    });
  });

  it.each(belowHeader)('are %s below the header: %s', async (code, row) => {
    expect(await sorted([header, row, data])).toEqual({ data: [3], passed: [{ row: 2, code }], count: 1 });
  });

  it('are numbers of rows that are not filled, of which the first twenty are named', async () => {
    const empty = Array.from({ length: 30 }, (_, index) => at({ 0: String(index + 2) }));
    const found = await sorted([header, data, ...empty]);
    expect(found).toMatchObject({ data: [2], count: 30 });
    expect(found.passed).toHaveLength(20);
    expect(found.passed[0]).toEqual({ row: 3, code: 'row-number' });
  });

  it.each(Object.entries(inEveryFormat))('are passed over in every format: %s', async (_what, write) => {
    const names = header.map((name) => name.replace('（元）', ''));
    const { rows, passed } = await read(
      'medical-insurance',
      write([names, data, at({ 1: '合计', 8: '1000' }), at({ 1: '制表人：张三' })]),
      ['金额'],
    );
    expect([rows.length, passed?.count]).toEqual([1, 2]);
  });
});

describe('rows that are data', () => {
  it.each([
    ['a total with a document', at({ 1: data[1] ?? '', 5: '合计', 8: '1000' })],
    ['a total with a number', at({ 0: '合计', 4: uscc })],
    ['a total with a resident number', at({ 1: '合计', 4: '540102198503120013' })],
    ['a total with a masked number', at({ 1: '合计', 4: '5401021985****0013' })],
    ['a total with words', at({ 0: '合计', 5: '某药店' })],
    ['lines below the table with a number', at({ 0: '填报单位：', 4: uscc })],
    ['a name alone', at({ 5: '某药店' })],
    ['an amount alone', at({ 8: '1000' })],
    ['numbers of columns further down', header.map((_, index) => String(index + 1))],
    ['units that the header does not name', at({ 8: '万元' })],
    ['a name that begins like a label', at({ 5: '审核某药店' })],
  ])('%s', async (_what, row) => {
    const { data: found, count } = await sorted([header, data, row]);
    expect([found, count]).toEqual([[2, 3], 0]);
  });

  it('the header once more', async () => {
    const { rows } = await read('medical-insurance', utf8(csvOf([header, data, header])));
    expect(codesOf(rows[1])).toEqual(['repeated-header']);
  });

  it('whatever stands beside a number of a subject or a document', async () => {
    const noise = fc.constantFrom('', '合计', '制表人', '备注：', '1', '2', '必填', '元', '10', '以下空白');
    await fc.assert(
      fc.asyncProperty(
        fc.array(noise, { minLength: header.length, maxLength: header.length }),
        fc.constantFrom([4, uscc], [1, '藏医保罚〔2026〕12号'], [4, '540102198503120013']),
        async (cells, [index, number]) => {
          const row = cells.map((cell, here) => (here === index ? String(number) : cell));
          expect((await sorted([header, row, data])).data).toEqual([2, 3]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
