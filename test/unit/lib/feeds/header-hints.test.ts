import { describe, expect, it } from 'vitest';
import { feeds } from '../../../../lib/feeds/sources.ts';
import { type Source, sources } from '../../../../lib/shared/source.ts';
import { csvOf, read, utf8 } from '../../../support/feed-file.ts';

const findings = ['文书号', '主体类别', '标识类型', '标识', '名称', '指标代码', '决定日期', '决定机关'];
const finding = [
  '1号',
  '定点零售药店',
  '统一社会信用代码',
  '91540100MA6T1000XP',
  '药店',
  'ph.violation',
  '2026-05-22',
  '局',
];
const required = (source: Source, at: number): string[] =>
  Object.values(feeds[source].templates[at]?.columns ?? {}).flatMap((column) =>
    column.required ? [column.names[0] ?? ''] : [],
  );
const problemOf = async (source: Source, rows: readonly (readonly string[])[]) =>
  (await read(source, utf8(csvOf(rows)))).problem;

describe('a file that was sent as another source', () => {
  const cases = sources.flatMap((source) =>
    feeds[source].templates.map(({ name }, at) => ({ source, name, header: required(source, at) })),
  );

  it.each(cases)('says so: $name of $source', async ({ source, header }) => {
    const other: Source = source === 'medical-insurance' ? 'court' : 'medical-insurance';
    for (const above of [[], [['2026年报送表'], ['单位：局']]]) {
      const problem = await problemOf(other, [...above, header, header.map(() => 'x')]);
      expect(problem).toMatchObject({ kind: 'failed', code: 'wrong-source' });
      expect(problem?.fits).toContain(source);
      expect(problem?.detail).toContain(source);
    }
  });
});

describe('a column that is nearly right', () => {
  it.each([
    ['medical-insurance', '金额', '金额(元)'],
    ['medical-insurance', '决定文书号', '文书号'],
    ['medical-insurance', '决定机构', '决定机关'],
    ['registry', '任职机构社会信用代码', '任职机构统一社会信用代码'],
    ['market-supervision', '社会信用代码', '行政相对人代码(统一社会信用代码)'],
    ['market-supervision', '处罚决定文书号', '行政处罚决定书文号'],
    ['market-supervision', '单位名称', '行政相对人名称'],
    ['market-supervision', '文书号', '行政处罚决定书文号'],
    ['market-supervision', '处罚种类', '处罚类别'],
    ['health-commission', '作出处罚的机关', '处罚机关'],
  ] as const)('of %s is a question: %s', async (source, column, meant) => {
    const header = required(source, 0).filter((name) => name !== meant);
    const problem = await problemOf(source, [[...header, column], [...header, column].map(() => 'x')]);
    expect(problem?.near).toContainEqual({ column, meant });
    expect(problem?.detail).toContain(`Did you mean ${meant} by ${column}?`);
  });

  it('is none where two columns are as near, or none is', async () => {
    const header = required('registry', 0);
    for (const column of ['任职', '神秘列'])
      expect((await problemOf('registry', [[...header, column], header]))?.near).toBeUndefined();
  });

  it('is looked for in the row that names most columns', async () => {
    const header = findings.map((name) => (name === '指标代码' ? '指标编码' : name));
    const problem = await problemOf('medical-insurance', [['二〇二六年查处情况表'], header, finding]);
    expect(problem).toMatchObject({
      code: 'column-missing',
      columns: ['指标代码'],
      near: [{ column: '指标编码', meant: '指标代码' }],
    });
  });
});

describe('a column of amounts or identifiers', () => {
  it.each([
    ['by its name', '涉及金额', ''],
    ['by its unit', '追回（万元）', '3'],
    ['by a 统一社会信用代码', '对方', '91540100MA6T1000XP'],
    ['by a resident number', '当事人', '540102198503120013'],
    ['by an amount', '情况', '1,000.00元'],
  ])('is not offered to be ignored: %s', async (_what, column, value) => {
    const problem = await problemOf('medical-insurance', [
      [...findings, column, '神秘列'],
      [...finding, '', ''],
      [...finding, value, 'x'],
    ]);
    expect(problem).toMatchObject({ kind: 'held', code: 'unknown-column', columns: [column, '神秘列'] });
    expect(problem?.kept).toEqual([column]);
  });

  it('is none of other words', async () => {
    const problem = await problemOf('medical-insurance', [
      [...findings, '神秘列'],
      [...finding, '12'],
    ]);
    expect(problem).toMatchObject({ kind: 'held', code: 'unknown-column' });
    expect(problem?.kept).toBeUndefined();
  });
});

describe('a header on two lines', () => {
  it.each([
    [
      'groups above',
      ['', '主体', '', '', '', '', '决定', ''],
      ['文书号', '类别', '标识类型', '标识', '名称', '指标代码', '日期', '机关'],
    ],
    [
      'names merged over both',
      ['文书号', '主体类别', '标识', '', '名称', '指标代码', '决定日期', '决定机关'],
      ['', '', '标识类型', '标识', '', '', '', ''],
    ],
  ])('says so: %s', async (_what, upper, lower) => {
    const problem = await problemOf('medical-insurance', [['查处情况表'], upper, lower, finding]);
    expect(problem).toMatchObject({ kind: 'failed', code: 'header-on-two-lines' });
    expect(problem?.detail).toContain('row 3');
  });
});

describe('a first row', () => {
  it.each([
    ['that names the separator', `sep=;\r\n${findings.join(';')}\r\n${finding.join(';')}`, [2]],
    ['with separators behind the last column', `${findings.join(',')},,,\r${finding.join(',')},,,\r`, [2]],
  ])('%s is read', async (_what, text, rows) => {
    const reading = await read('medical-insurance', utf8(text));
    expect(reading.problem).toBeUndefined();
    expect(reading.rows.map(({ row }) => row)).toEqual(rows);
  });
});
