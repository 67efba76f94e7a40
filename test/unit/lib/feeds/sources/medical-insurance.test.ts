import { describe, expect, it } from 'vitest';
import { codesOf, csvOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const example = {
  documentNumber: '藏医保查〔2026〕1号',
  category: 'pharmacy',
  scheme: 'uscc',
  id: '91540100MA6T1000XP',
  name: '拉萨测试大药房有限公司',
  indicator: 'ph.fine',
  decidedOn: '2026-05-01',
  amount: '120.50',
  status: '正常',
  authority: '西藏自治区医疗保障局',
};
const one = async (change: object) =>
  (await read('medical-insurance', utf8(JSON.stringify([{ ...example, ...change }])))).rows[0];

describe("the bureau's finding", () => {
  it('is read with its figures', async () => {
    expect(await one({})).toMatchObject({
      kind: 'record',
      record: {
        content: { kind: 'finding', indicator: 'ph.fine', amount: '120.5' },
        authority: { kind: 'medical-insurance' },
      },
    });
  });

  it.each([
    ['an unknown indicator', { indicator: 'ph.nothing' }, 'unknown-indicator'],
    ["another category's indicator", { indicator: 'mi.interview' }, 'wrong-category'],
    ['a figure that is missing', { amount: '' }, 'invalid-figure'],
    ['a figure of another kind', { months: '3' }, 'invalid-figure'],
    ['half a case', { indicator: 'ph.interview', amount: '', count: 0.5 }, 'not-a-count'],
    [
      'a category that has no table',
      { category: 'employer', indicator: 'ph.interview', amount: '' },
      'wrong-category',
    ],
    ['a number of another kind', { scheme: 'resident-id', id: '540102198503120013' }, 'scheme-mismatch'],
    ['no name', { name: '' }, 'value-missing'],
    ['an unknown status', { status: '也许' }, 'unknown-value'],
    ['an act after its decision', { actOn: '2026-05-02' }, 'dates-contradict'],
    ['an amount beyond the limit', { amount: '10000001' }, 'amount-out-of-bounds'],
    ['a list as a value', { name: ['a'], id: [1] }, 'invalid-identifier'],
  ])('with %s waits for a person', async (_what, change, code) => {
    expect(codesOf(await one(change))).toContain(code);
  });

  it('can revoke without saying the figures again', async () => {
    expect(await one({ status: '撤销', amount: '' })).toMatchObject({ record: { status: 'revocation' } });
  });

  it('is read by every column of the sheet', async () => {
    const sheet = {
      文书号: '藏医保查〔2026〕2号',
      主体类别: '参保人',
      标识类型: '居民身份证',
      标识: '54042119991015005x',
      名称: '平措旺堆',
      指标代码: 'IP.drug-resale',
      事项: '转卖药品',
      决定日期: '2026年5月4日',
      行为日期: '2026/4/1',
      次数: '',
      '金额（元）': '1,200.50元',
      月数: '',
      数值: '',
      等级: '',
      '状态(正常|撤销|变更)': '变更',
      决定机关: '拉萨市医疗保障局',
      决定机关统一社会信用代码: '',
      备注: 'x',
    };
    const { rows } = await read(
      'medical-insurance',
      gb18030(csvOf([Object.keys(sheet), Object.values(sheet)])),
    );
    expect(rows[0]).toMatchObject({
      record: {
        subject: { category: 'insured-person', scheme: 'resident-id', id: '54042119991015005X' },
        content: { indicator: 'ip.drug-resale', amount: '1200.5' },
        status: 'amendment',
        actOn: '2026-04-01',
        matter: '转卖药品',
      },
    });
  });

  it.each(['港澳台居民居住证', '外国人永久居留身份证', '身份证号码'])(
    'knows a person by %s',
    async (scheme) => {
      const change = {
        category: 'insured-person',
        scheme,
        id: '810000199003070015',
        indicator: 'ip.drug-resale',
      };
      expect(await one(change)).toMatchObject({ record: { subject: { scheme: 'resident-id' } } });
    },
  );

  it('about staff may name the institution that it concerns', async () => {
    const about = {
      category: 'pharmacist',
      scheme: 'resident-id',
      id: '540102198503120013',
      amount: '',
      indicator: 'pt.service-suspended',
    };
    expect(await one({ ...about, 所在机构统一社会信用代码: '91540100MA6T1000XP' })).toMatchObject({
      record: { employerId: '91540100MA6T1000XP', content: { indicator: 'pt.service-suspended' } },
    });
    expect(await one({ ...about, employerId: '91540100ma6t1000xp' })).toMatchObject({
      record: { employerId: '91540100MA6T1000XP' },
    });
    expect(codesOf(await one({ ...about, employerId: '123' }))).toContain('invalid-identifier');
  });

  it('about an institution or an insured person names no institution', async () => {
    expect(codesOf(await one({ employerId: '91540100MA6T1000XP' }))).toContain('employment-mismatch');
  });

  it.each([
    ['pt.service-suspended', 'doctor', {}, 'wrong-category'],
    ['pt.service-disqualified', 'pharmacist', { months: '3' }, 'invalid-figure'],
    ['good-faith.commendation', 'nurse', { value: '3' }, 'invalid-figure'],
    ['good-faith.nothing', 'nurse', {}, 'unknown-indicator'],
  ])('%s of a %s with %j waits for a person', async (indicator, category, figures, code) => {
    const person = { category, scheme: 'resident-id', id: '540102198503120013', amount: '' };
    expect(codesOf(await one({ ...person, indicator, ...figures }))).toContain(code);
  });
});

describe('a commendation (守信信息，第十条)', () => {
  const commended = async (change: object) =>
    one({ amount: '', indicator: 'good-faith.commendation', authority: '拉萨市人民政府', ...change });

  it.each(['doctor', 'nurse', 'pharmacist', 'insured-person'])('is taken for a %s', async (category) => {
    const person = { category, scheme: 'resident-id', id: '540102198503120013', name: '次仁扎西' };
    expect(await commended({ ...person, level: '地市级' })).toMatchObject({
      record: {
        documentNumber: '藏医保查〔2026〕1号',
        authority: { name: '拉萨市人民政府' },
        content: { indicator: 'good-faith.commendation', authorityLevel: 'prefecture' },
      },
    });
  });

  it.each(['medical-institution', 'pharmacy', 'employer', 'third-party'])(
    'is taken for a %s',
    async (category) => {
      expect(await commended({ category, count: 2 })).toMatchObject({ record: { content: { count: 2 } } });
    },
  );

  it.each([
    ['国家级', 'national'],
    ['自治区级', 'region'],
    ['省级', 'region'],
    ['市级', 'prefecture'],
    ['县（区）级', 'county'],
    ['county', 'county'],
  ])('of the level %s', async (level, authorityLevel) => {
    expect(await commended({ level })).toMatchObject({ record: { content: { authorityLevel } } });
  });

  it('has no level of a price list', async () => {
    expect(codesOf(await commended({ level: '部分' }))).toContain('unknown-value');
  });
});
