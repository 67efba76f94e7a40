import { describe, expect, it } from 'vitest';
import type { RowReading } from '../../../../../schemas/record.ts';
import { codesOf, csvOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const json = (...records: object[]) => utf8(JSON.stringify(records));
const one = async (record: object): Promise<RowReading | undefined> =>
  (await read('credit-platform', json(record))).rows[0];

/** YW_L_HEIMINGDAN. */
const organisation = {
  jgqc: '拉萨测试大药房有限公司',
  tyshxydm: '91540100MA6T1000XP',
  zzjgdm: '',
  gszch: '',
  fddbr: '测试甲',
  fzrxm: '',
  zcdz: '拉萨市',
  rddw: '西藏自治区医疗保障局',
  rdwh: '藏医保失信〔2026〕3号',
  zysxss: '骗取医疗保障基金',
  scfzynr: '',
  qryzsxrq: '2026-02-10',
  gsjzq: '2029-02-10',
  jhdwqc: '西藏自治区医疗保障局',
  bmbm: '01',
  bmmc: '医保',
  tgrq: '2026-02-12',
  rwbh: 'r1',
  dqzt: '2',
  status: '1',
  bz: '',
};

/** YW_P_GRHEIMINGDAN. */
const person = {
  xm: '格桑卓玛',
  zjlx: '身份证',
  sfzh: '540121199007150022',
  zysxss: '冒名就医',
  xzcljdnr: '',
  rdwh: '藏医保失信〔2026〕4号',
  rddw: '西藏自治区医疗保障局',
  rdrq: '2026-02-10',
  gsjzq: '2027-02-10',
  bmbm: '01',
  bmmc: '医保',
  tgrq: '2026-02-12',
  rwbh: 'r1',
  bz: '',
};

describe('严重失信主体名单', () => {
  it('of organisations is read by the names of the city table; the end of display is no removal', async () => {
    const file = await read('credit-platform', json(organisation));
    expect(file.template).toBe('serious-dishonesty-organisations');
    expect(file.rows[0]).toMatchObject({
      record: {
        subject: { scheme: 'uscc', id: '91540100MA6T1000XP' },
        documentNumber: '藏医保失信〔2026〕3号',
        authority: { kind: 'medical-insurance' },
        decidedOn: '2026-02-10',
        status: 'original',
        matter: '骗取医疗保障基金',
      },
    });
    expect(await one({ ...organisation, gsjzq: '2026-03-10' })).toMatchObject({
      record: { content: { kind: 'listing', list: 'serious-dishonesty', listedOn: '2026-02-10' } },
    });
    expect(await one({ ...organisation, gsjzq: '2026-03-10' })).not.toHaveProperty(
      'record.content.removedOn',
    );
  });

  it('of persons is read by the names of the city table', async () => {
    const file = await read('credit-platform', json(person));
    expect(file.template).toBe('serious-dishonesty-persons');
    expect(file.rows[0]).toMatchObject({
      record: {
        subject: { scheme: 'resident-id', id: '540121199007150022' },
        content: { listedOn: '2026-02-10' },
      },
    });
  });

  const header = [
    '企业名称',
    '统一社会信用代码',
    '严重失信主体名单认定依据',
    '认定部门',
    '列入严重失信主体名单日期',
    '移出严重失信主体名单日期',
  ];
  const row = [
    '拉萨测试大药房有限公司',
    '91540100MA6T1000XP',
    '《条例》',
    '西藏自治区医疗保障局',
    '2026/2/10',
    '2026/5/11',
  ];

  it('of a ministry is read by its Chinese headers, with its removal', async () => {
    const { rows } = await read('credit-platform', gb18030(csvOf([header, row])));
    expect(rows[0]).toMatchObject({
      record: {
        documentNumber: 'serious-dishonesty:2026-02-10:西藏自治区医疗保障局',
        status: 'amendment',
        decidedOn: '2026-05-11',
        content: { listedOn: '2026-02-10', removedOn: '2026-05-11' },
      },
    });
  });

  it('of a ministry without numbers waits as candidates by name', async () => {
    const record = {
      entName: '拉萨测试大药房有限公司',
      abnormalReason: 'x',
      abnormalRecDept: '西藏自治区医疗保障局',
      abnormalDate: 1770652800000,
      unAbnormalDate: null,
    };
    const found = await one(record);
    expect(codesOf(found)).toEqual(['identifier-missing']);
    expect(found).toMatchObject({
      candidate: { subject: { scheme: 'uscc', name: record.entName }, content: { listedOn: '2026-02-10' } },
    });
  });

  it('of persons is read by Chinese headers', async () => {
    const sheet = {
      姓名: '格桑卓玛',
      证件类型: '港澳台居民居住证',
      身份证号: '810000199003070015',
      主要失信事实: '冒名就医',
      行政处理决定内容: '',
      认定文号: '藏医保失信〔2026〕4号',
      认定单位: '西藏自治区医疗保障局',
      认定日期: '2026年2月10日',
      公示截止期: '长期',
    };
    const file = await read('credit-platform', gb18030(csvOf([Object.keys(sheet), Object.values(sheet)])));
    expect(file.template).toBe('serious-dishonesty-persons');
    expect(file.rows[0]).toMatchObject({
      record: { subject: { id: '810000199003070015' }, content: { listedOn: '2026-02-10' } },
    });
  });

  it.each<[string, object, object]>([
    ['0', {}, { status: 'original' }],
    ['4', {}, { status: 'amendment', decidedOn: '2026-02-12' }],
    ['4', { tgrq: '' }, { status: 'amendment', decidedOn: '2026-02-10' }],
    ['3', { 移出日期: '2026-05-11' }, { status: 'amendment', decidedOn: '2026-05-11' }],
    ['2', { 移出日期: '2026-05-11' }, { status: 'repair', decidedOn: '2026-05-11' }],
    ['2', {}, { status: 'repair', decidedOn: '2026-02-12' }],
  ])('in the state %s with %o is read as %o', async (status, change, record) => {
    expect(await one({ ...organisation, status, ...change })).toMatchObject({ record });
  });

  it.each<[string, object, string]>([
    ['deleted without a day of removal', { ...organisation, status: '3' }, 'state-unclear'],
    ['in an unknown state', { ...organisation, status: '9' }, 'unknown-value'],
    [
      'of an organisation with an old code',
      { ...organisation, tyshxydm: '', zzjgdm: 'MA6T1000X' },
      'identifier-in-part',
    ],
    ['of a person with a passport', { ...person, zjlx: '护照' }, 'identifier-type'],
    ['of a person with a masked number', { ...person, sfzh: '540121********0022' }, 'masked-identifier'],
  ])('%s waits for a person', async (_what, record, code) => {
    expect(codesOf(await one(record))).toEqual([code]);
  });
});

describe('a penalty of another department', () => {
  const penalty = {
    xzcfbm: 'b1',
    cfjdswh: '拉文罚〔2026〕1号',
    cfmc: '违规经营',
    cfsy: 'x',
    cfyj: 'x',
    wfxwlx: 'x',
    cfzl: '罚款',
    cfjg: '罚款人民币2000元',
    cfdj: '',
    cfjdrq: '2026-03-02',
    cfcsz: '拉萨测试大药房有限公司',
    cfcszzjlx: '统一社会信用代码',
    cfcszzjhm: '91540100MA6T1000XP',
    cfjdjgmc: '拉萨市文化局',
    zxqk: '已履行',
    zxwcrq: '2026-03-20',
    fkje: '2000.00',
    msje: null,
    status: '1',
  };

  it('is read with its amounts in yuan', async () => {
    const file = await read('credit-platform', json(penalty));
    expect(file.template).toBe('department-penalties');
    expect(file.rows[0]).toMatchObject({
      record: {
        content: { penalties: ['fine'], fineCny: '2000' },
        authority: { kind: 'other' },
        status: 'original',
      },
    });
  });

  it('is read by Chinese headers', async () => {
    const sheet = {
      处罚决定书文号: penalty.cfjdswh,
      被处罚当事人: penalty.cfcsz,
      被处罚当事人证件类型: penalty.cfcszzjlx,
      被处罚当事人证件号码: penalty.cfcszzjhm,
      处罚种类: '警告；罚款',
      处罚结果: penalty.cfjg,
      处罚决定日期: '2026/3/2',
      处罚决定机关名称: penalty.cfjdjgmc,
      '罚款金额（元）': '2,000元',
    };
    const { rows } = await read('credit-platform', utf8(csvOf([Object.keys(sheet), Object.values(sheet)])));
    expect(rows[0]).toMatchObject({
      record: { content: { penalties: ['warning', 'fine'], fineCny: '2000' } },
    });
  });

  it('that is repaired there is a repair of the same decision', async () => {
    expect(await one({ ...penalty, status: '2' })).toMatchObject({ record: { status: 'repair' } });
  });

  it('of a person is known by the number of the card', async () => {
    const subject = { cfcsz: '格桑卓玛', cfcszzjlx: '身份证', cfcszzjhm: '540121199007150022' };
    expect(await one({ ...penalty, ...subject })).toMatchObject({
      record: { subject: { scheme: 'resident-id' } },
    });
  });

  it.each<[string, object, string]>([
    ['万元 where yuan was agreed', { fkje: '0.2' }, 'unit-mismatch'],
    ['a fine without an amount', { fkje: '' }, 'fine-without-amount'],
    ['a state of deletion', { status: '3' }, 'state-unclear'],
    ['an unknown document', { cfcszzjlx: '护照' }, 'identifier-type'],
  ])('with %s waits for a person', async (_what, change, code) => {
    expect(codesOf(await one({ ...penalty, ...change }))).toEqual([code]);
  });
});
