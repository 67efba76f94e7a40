import { describe, expect, it } from 'vitest';
import type { RowReading } from '../../../../../schemas/record.ts';
import { codesOf, csvOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

/** The template of 2015, with its own order of codes: 2 is 组织机构代码 here. */
const columns = [
  ['CF_WSH', '行政处罚决定书文号', '藏食药监罚〔2016〕7号'],
  ['CF_CFMC', '处罚名称', '销售劣药案'],
  ['CF_BM', '行政处罚编码', 'Z0001'],
  ['CF_CFLB1', '处罚类别1', '罚款'],
  ['CF_CFLB2', '处罚类别2', '没收违法所得、没收非法财物'],
  ['CF_SY', '处罚事由', '销售劣药'],
  ['CF_YJ', '处罚依据', '《药品管理法》'],
  ['CF_XDR_MC', '行政相对人名称', '拉萨测试大药房有限公司'],
  ['CF_XDR_SHXYM', '行政相对人代码_1 (统一社会信用代码)', '91540100MA6T1000XP'],
  ['CF_XDR_ZDM', '行政相对人代码_2 (组织机构代码)', ''],
  ['CF_XDR_GSDJ', '行政相对人代码_3 (工商登记码)', ''],
  ['CF_XDR_SWDJ', '行政相对人代码_4 (税务登记号)', ''],
  ['CF_XDR_SFZ', '行政相对人代码_5 (居民身份证号)', '440524188001010014'],
  ['CF_FR', '法定代表人姓名', '测试甲'],
  ['CF_JG', '处罚结果', '罚款人民币20000元；没收违法所得1500元'],
  ['CF_JDRQ', '处罚决定日期', '2016/12/5'],
  ['CF_XZJG', '处罚机关', '西藏自治区食品药品监督管理局'],
  ['CF_ZT', '当前状态', '0'],
  ['DFBM', '地方编码', '540100'],
  ['SJC', '数据更新时间戳', '2016/12/08'],
  ['BZ', '备注', ''],
  ['CF_SYFW', '信息使用范围', ''],
  ['CF_SXYZCD', '失信严重程度', '1'],
  ['CF_GSJZQ', '公示截止期', '2017/12/05'],
] as const;
type Code = (typeof columns)[number][0];
type Change = Partial<Record<Code, string>>;

const cellsOf = (change: Change): string[] => columns.map(([code, , text]) => change[code] ?? text);
const header = columns.map(([, name]) => name);
const one = async (change: Change = {}): Promise<RowReading | undefined> =>
  (await read('market-supervision', utf8(csvOf([header, cellsOf(change)])))).rows[0];

const person: Change = {
  CF_XDR_MC: '格桑卓玛',
  CF_XDR_SHXYM: '',
  CF_FR: '',
  CF_XDR_SFZ: '540121199007150022',
};

describe('a 双公示 penalty of V1', () => {
  it('is recognised by its Chinese header, whatever the name of the file', async () => {
    const file = await read('market-supervision', gb18030(csvOf([header, cellsOf({})])));
    expect(file.template).toBe('penalties-v1');
    expect(file.rows[0]).toMatchObject({
      kind: 'record',
      record: {
        subject: { scheme: 'uscc', id: '91540100MA6T1000XP' },
        decidedOn: '2016-12-05',
        status: 'original',
        content: { kind: 'penalty', penalties: ['fine', 'confiscation'] },
        authority: { name: '西藏自治区食品药品监督管理局', kind: 'market-supervision' },
        usage: 'public',
      },
    });
    expect(file.rows[0]).not.toHaveProperty('record.content.fineCny');
    expect(file.rows[0]).not.toHaveProperty('record.authority.id');
  });

  it('is the same record by its codes, with CF_XZBM for the authority', async () => {
    const record = Object.fromEntries(
      columns.map(([code, , text]) => [code === 'CF_XZJG' ? 'CF_XZBM' : code, text]),
    );
    const file = await read('health-commission', utf8(JSON.stringify([record])));
    expect(file.template).toBe('penalties-v1');
    expect(file.rows[0]).toEqual({ ...(await one()), row: 1 });
  });

  it.each([
    ['0', 'original'],
    ['', 'original'],
    ['正常', 'original'],
    ['1', 'revocation'],
    ['撤销', 'revocation'],
    ['已修复', 'repair'],
    ['２', 'original'],
  ])('in the state "%s" is read as %s', async (state, status) => {
    expect(await one({ CF_ZT: state })).toMatchObject({ record: { status, decidedOn: '2016-12-05' } });
  });

  it('under objection is in effect, and its matter says that it is disputed', async () => {
    const row = await one({ CF_ZT: '2' });
    expect(row).toMatchObject({ record: { matter: expect.stringMatching(/（异议处理中）$/) } });
  });

  it('of a person is known by the number in 代码_5, where nothing speaks of an organisation', async () => {
    expect(await one(person)).toMatchObject({
      record: { subject: { scheme: 'resident-id', id: '540121199007150022', name: '格桑卓玛' } },
    });
  });

  it('of an organisation with an organisation code alone waits for a person, with what is known', async () => {
    const row = await one({ CF_XDR_SHXYM: '', CF_XDR_ZDM: 'MA6T1000-X' });
    expect(codesOf(row)).toEqual(['identifier-in-part']);
    expect(row).toMatchObject({
      candidate: { subject: { mask: '********MA6T1000X*', legalRepresentative: '测试甲' } },
    });
  });

  it.each([
    ['0', 'public'],
    ['1', 'shared'],
    ['2', 'restricted'],
    ['', 'public'],
  ])('with 信息使用范围 "%s" is %s', async (scope, usage) => {
    expect(await one({ CF_SYFW: scope })).toMatchObject({ record: { usage } });
  });

  it.each([
    ['警告', '罚款；责令停产停业', ['warning', 'fine', 'business-suspended']],
    ['警告、罚款', '', ['warning', 'fine']],
    ['没收违法所得、没收非法财务', '', ['confiscation']],
    ['罚款', '罚款', ['fine']],
  ])('lists the kinds of %s and %s', async (first, more, penalties) => {
    expect(await one({ CF_CFLB1: first, CF_CFLB2: more })).toMatchObject({
      record: { content: { penalties } },
    });
  });

  it.each<[string, Change, string]>([
    ['an unclear state', { CF_ZT: '3' }, 'state-unclear'],
    ['an unknown state', { CF_ZT: '7' }, 'unknown-value'],
    ['the old combined kind', { CF_CFLB2: '暂扣或者吊销许可证、暂扣或者吊销执照' }, 'combined-kind'],
    [
      'the combined kind and words that seem to say which',
      { CF_CFLB1: '暂扣或者吊销许可证、暂扣或者吊销执照', CF_JG: '吊销许可证' },
      'combined-kind',
    ],
    ['a code of some platform for a kind', { CF_CFLB1: '2' }, 'unmapped-kind'],
    ['其他', { CF_CFLB2: '其他（需注明）' }, 'unmapped-kind'],
    ['nothing but separators for a kind', { CF_CFLB1: '；；' }, 'unmapped-kind'],
    ['a fine of the medical-insurance authority', { CF_XZJG: '拉萨市医疗保障局' }, 'fine-without-amount'],
    ['an update before the decision', { SJC: '2016/12/01' }, 'dates-contradict'],
    ['an update of the future', { SJC: '2026/12/01' }, 'date-in-future'],
    ['a publication that ends before the decision', { CF_GSJZQ: '2016/01/01' }, 'dates-contradict'],
    ['a division of five digits', { DFBM: '54010' }, 'invalid-division'],
    ['no subject at all', { CF_XDR_SHXYM: '', CF_FR: '', CF_XDR_SFZ: '' }, 'subject-missing'],
    ['a passport', { ...person, CF_XDR_SFZ: 'E12345678', BZ: '护照' }, 'identifier-type'],
    ['a masked number of a person', { ...person, CF_XDR_SFZ: '5401211990****0022' }, 'masked-identifier'],
    ['an organisation without any code', { CF_XDR_SHXYM: '' }, 'identifier-missing'],
    ['an unknown scope', { CF_SYFW: '9' }, 'unknown-value'],
  ])('with %s waits for a person', async (_what, change, code) => {
    expect(codesOf(await one(change))).toEqual([code]);
  });
});
