import { describe, expect, it } from 'vitest';
import type { RowReading } from '../../../../../schemas/record.ts';
import { codesOf, csvOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const json = (...records: object[]) => utf8(JSON.stringify(records));
const one = async (record: object): Promise<RowReading | undefined> =>
  (await read('market-supervision', json(record))).rows[0];

/** The table of a provincial system. */
const violation = {
  Illid: '5400001',
  PriPID: 'p1',
  EntName: '拉萨测试大药房有限公司',
  uniscid: '91540100MA6T1000XP',
  RegNo: '',
  Name: '测试甲',
  CerType: '10',
  CerNO: '4405**********0014',
  Serillrea: '07',
  Serillrea_CN: '提交虚假材料取得许可',
  AbnTime: '2026-01-05',
  DeCorg: '540000',
  DeCorg_CN: '西藏自治区市场监督管理局',
  DeDocNum: '藏市监严列〔2026〕1号',
  PeMexcPrexs: '',
  PeMexcPrexs_CN: '',
  RemDate: '',
  ReCorg: '',
  ReCorg_CN: '',
  ReCorgNum: '',
  CreateTime: '2026-01-06 08:00:00',
};
const removal = {
  PeMexcPrexs: '02',
  PeMexcPrexs_CN: '列入满一年提前移出',
  RemDate: '2026-05-20',
  ReCorgNum: '藏市监严移〔2026〕9号',
};

/** The publicity site: days in milliseconds, no document number. */
const ofSite = {
  entName: '拉萨测试大药房有限公司',
  uniscId: '91540100MA6T1000XP',
  type: '1',
  serILLRea_CN: '提交虚假材料取得许可',
  abntime: 1767542400000,
  decOrg_CN: '西藏自治区市场监督管理局',
  remExcpRes_CN: null,
  remDate: null,
  reDecOrg_CN: null,
};

describe('严重违法失信名单', () => {
  it('is read from the table of a provincial system', async () => {
    const file = await read('market-supervision', json(violation));
    expect(file.template).toBe('serious-violation-list');
    expect(file.rows[0]).toEqual({
      kind: 'record',
      row: 1,
      record: {
        type: 'decision',
        subject: { scheme: 'uscc', id: '91540100MA6T1000XP', name: '拉萨测试大药房有限公司' },
        documentNumber: '藏市监严列〔2026〕1号',
        authority: { name: '西藏自治区市场监督管理局', kind: 'market-supervision' },
        decidedOn: '2026-01-05',
        status: 'original',
        content: { kind: 'listing', list: 'serious-violation', listedOn: '2026-01-05' },
        matter: '提交虚假材料取得许可',
        usage: 'public',
      },
    });
  });

  it('with a removal in the row amends the listing, by the number of the removal', async () => {
    expect(await one({ ...violation, ...removal })).toMatchObject({
      record: {
        documentNumber: '藏市监严列〔2026〕1号',
        correctionNumber: '藏市监严移〔2026〕9号',
        matter: '提交虚假材料取得许可；列入满一年提前移出',
        decidedOn: '2026-05-20',
        status: 'amendment',
        content: { listedOn: '2026-01-05', removedOn: '2026-05-20' },
      },
    });
  });

  it('is read from the site, and goes by its day and authority where it has no number', async () => {
    const file = await read('market-supervision', json(ofSite));
    expect(file.template).toBe('serious-violation-list');
    expect(file.rows[0]).toMatchObject({
      record: {
        documentNumber: 'serious-violation:2026-01-05:西藏自治区市场监督管理局',
        content: { listedOn: '2026-01-05' },
      },
    });
    expect(await one({ ...ofSite, remDate: 1779206400000 })).toMatchObject({
      record: {
        documentNumber: 'serious-violation:2026-01-05:西藏自治区市场监督管理局',
        content: { removedOn: '2026-05-20' },
      },
    });
  });

  it('is read with Chinese headers in GB18030', async () => {
    const header = [
      '序号',
      '企业名称',
      '统一社会信用代码/注册号',
      '列入严重违法失信企业名单（黑名单）原因',
      '列入日期',
      '作出决定机关（列入）',
      '移出日期',
      '作出决定机关（移出）',
    ];
    const row = [
      '1',
      '拉萨测试大药房有限公司',
      '91540100MA6T1000XP',
      '虚假材料',
      '2026年1月5日',
      '西藏自治区市场监督管理局',
      '',
      '',
    ];
    const file = await read('market-supervision', gb18030(csvOf([header, row])));
    expect(file.template).toBe('serious-violation-list');
    expect(file.rows[0]).toMatchObject({
      record: { content: { list: 'serious-violation', listedOn: '2026-01-05' } },
    });
  });

  it.each<[string, object, string]>([
    ['a removal before the listing', { RemDate: '2025-12-01' }, 'dates-contradict'],
    ['a removal of the future', { RemDate: '2026-12-01' }, 'date-in-future'],
    ['a removal without its day', { ReCorgNum: '藏市监严移〔2026〕9号' }, 'removal-without-date'],
    ['a listing of the future', { AbnTime: '2026-12-01' }, 'date-in-future'],
    ['no day of listing', { AbnTime: '' }, 'value-missing'],
    ['a code for the authority', { DeCorg_CN: '' }, 'authority-code'],
    ['no name', { EntName: '' }, 'value-missing'],
    ['a wrong check digit', { uniscid: '91540100MA6T1000XA' }, 'check-digit'],
    ['a registration number alone', { uniscid: '', RegNo: '540100000000001' }, 'identifier-in-part'],
    ['no number at all', { uniscid: '' }, 'identifier-missing'],
  ])('with %s waits for a person', async (_what, change, code) => {
    expect(codesOf(await one({ ...violation, ...change }))).toEqual([code]);
  });
});

describe('经营异常名录', () => {
  const abnormal = {
    BUSEXCLIST: '77',
    EntName: '城关区无名小店',
    uniscid: '92540102MA6TA0B17J',
    SPECAUSE_CN: '未按规定公示年度报告',
    ABNTIME: '2026-02-01',
    DECORG_CN: '拉萨市城关区市场监督管理局',
    REMEXCPRES_CN: '',
    REMDATE: '',
    REDECORG_CN: '',
  };

  it('is distinguished from the other list by its columns, and identified by its id', async () => {
    const file = await read('market-supervision', json(abnormal));
    expect(file.template).toBe('abnormal-operation-list');
    expect(file.rows[0]).toMatchObject({
      record: {
        documentNumber: 'abnormal-operation:77:拉萨市城关区市场监督管理局',
        content: { list: 'abnormal-operation', listedOn: '2026-02-01' },
      },
    });
  });

  it('is read with Chinese headers, with the removal in the row', async () => {
    const header = [
      '企业名称',
      '统一社会信用代码',
      '列入日期',
      '作出决定机关（列入）',
      '列入经营异常名录原因',
      '移出日期',
      '移出决定机关',
      '移出经营异常名录原因',
    ];
    const row = [
      '城关区无名小店',
      '92540102MA6TA0B17J',
      '2026/2/1',
      '拉萨市城关区市场监督管理局',
      '未公示',
      '2026/3/1',
      '拉萨市城关区市场监督管理局',
      '已补报',
    ];
    const file = await read('market-supervision', utf8(csvOf([header, row])));
    expect(file.template).toBe('abnormal-operation-list');
    expect(file.rows[0]).toMatchObject({
      record: {
        status: 'amendment',
        content: { listedOn: '2026-02-01', removedOn: '2026-03-01' },
        matter: '未公示；已补报',
      },
    });
  });
});
