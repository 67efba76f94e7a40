import { describe, expect, it } from 'vitest';
import type { RowReading } from '../../../../../schemas/record.ts';
import { codesOf, csvOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const json = (...records: object[]) => utf8(JSON.stringify(records));
const one = async (record: object): Promise<RowReading | undefined> =>
  (await read('court', json(record))).rows[0];

/** The form of the court's site, with the full number. */
const person = {
  id: 700001,
  iname: '平措旺堆',
  caseCode: '（2026）藏0102执12号',
  age: '26',
  sexy: '男性',
  cardNum: '54042119991015005X',
  businessEntity: '',
  courtName: '拉萨市城关区人民法院',
  areaName: '西藏',
  partyTypeName: '0',
  gistId: '(2025)藏0102民初3号',
  regDate: '20260109',
  publishDate: '2026年03月13日',
  gistUnit: '拉萨市城关区人民法院',
  duty: '支付货款',
  performance: '全部未履行',
  performedPart: '暂无',
  unperformPart: '暂无',
  disruptTypeName: '违反财产报告制度',
};
const company = {
  ...person,
  iname: '拉萨测试大药房有限公司',
  age: '0',
  sexy: '',
  cardNum: '91540100MA6T1000XP',
  businessEntity: '测试甲',
  partyTypeName: '1',
};
const listing = {
  list: 'judgment-defaulter',
  listedOn: '2026-03-13',
};

describe('失信被执行人, the whole list', () => {
  it("is read from the shape of the court's site, for a person without a category", async () => {
    expect(await one(person)).toEqual({
      kind: 'record',
      row: 1,
      record: {
        type: 'decision',
        subject: { scheme: 'resident-id', id: '54042119991015005X', name: '平措旺堆' },
        documentNumber: '（2026）藏0102执12号',
        authority: { name: '拉萨市城关区人民法院', kind: 'court' },
        decidedOn: '2026-03-13',
        status: 'original',
        content: { kind: 'listing', ...listing },
        matter: '违反财产报告制度；全部未履行',
        usage: 'public',
      },
    });
  });

  const chinese = {
    '被执行人姓名/名称': company.iname,
    性别: '',
    年龄: '0',
    '身份证号码/组织机构代码': company.cardNum,
    法定代表人或者负责人姓名: '测试甲',
    执行法院: company.courtName,
    省份: '西藏',
    执行依据文号: company.gistId,
    立案时间: '2026年01月09日',
    案号: company.caseCode,
    作出执行依据单位: company.gistUnit,
    生效法律文书确定的义务: company.duty,
    被执行人的履行情况: company.performance,
    失信被执行人行为具体情形: company.disruptTypeName,
    发布时间: '2026-03-13',
  };
  const lower = Object.fromEntries(
    Object.entries(company).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { sexy, partyTypeName, ...others } = company;
  it.each<[string, object]>([
    ['in camel case', company],
    ['in lower case', lower],
    ['with sex and type', { ...others, sex: sexy, type: partyTypeName }],
    ['with days in milliseconds', { ...company, publishDate: 1773331200000, regDate: 1767888000000 }],
    ['without type, by its representative', others],
    ['in Chinese', chinese],
    [
      'in initials of pinyin',
      {
        F_MC: company.iname,
        F_ZJHM: company.cardNum,
        F_AH: company.caseCode,
        F_ZXFY: company.courtName,
        F_JTQX: company.disruptTypeName,
        F_LASJ: '20260109',
        F_FBSJ: '20260313',
        F_YLXBF: '暂无',
        F_WLXBF: '暂无',
        F_ZXYJWH: company.gistId,
      },
    ],
    [
      'as the view of a credit platform',
      {
        NAME: company.iname,
        CARD_NUM: company.cardNum,
        CASE_NO: company.caseCode,
        EXECUTE_DEPT: company.courtName,
        AREA_NAME: '西藏',
        EXECUTE_REFRENCE_NO: company.gistId,
        PUBLISH_DATE: '2026-03-13 00:00:00',
        REGISTER_DATE: '2026-01-09',
        EXPIRATION_DATE: '2028-03-13',
      },
    ],
  ])('is the same listing %s', async (_how, record) => {
    const file = await read('court', json(record));
    expect(file).toMatchObject({ template: 'defaulters-full', isSnapshot: true });
    expect(file.rows[0]).toMatchObject({
      record: {
        subject: { scheme: 'uscc', id: '91540100MA6T1000XP' },
        documentNumber: company.caseCode,
        content: listing,
        status: 'original',
      },
    });
  });

  it('is read from GB18030 CSV', async () => {
    const file = await read('court', gb18030(csvOf([Object.keys(chinese), Object.values(chinese)])));
    expect(file.rows[0]).toMatchObject({ kind: 'record', record: { content: listing } });
  });

  it('does not take a name off because everything was performed', async () => {
    expect(await one({ ...person, performance: '全部已履行' })).toMatchObject({
      record: { status: 'original', content: { kind: 'listing', ...listing } },
    });
  });

  it.each<[string, object, string, object]>([
    [
      'a masked number',
      { cardNum: '5401021985****0013' },
      'masked-identifier',
      { mask: '5401021985****0013' },
    ],
    [
      'fewer stars than digits',
      { cardNum: '5401021985**0013' },
      'masked-identifier',
      { mask: '5401021985****0013' },
    ],
    [
      'a masked number of 15 digits',
      { cardNum: '540102850****01' },
      'masked-identifier',
      { mask: '54010219850****01*' },
    ],
    ['no number', { cardNum: '' }, 'identifier-missing', { name: '平措旺堆' }],
  ])('with %s of a person waits as a candidate', async (_what, change, code, subject) => {
    const row = await one({ ...person, ...change });
    expect(codesOf(row)).toEqual([code]);
    expect(row).toMatchObject({
      candidate: { subject: { scheme: 'resident-id', ...subject }, content: listing },
    });
  });

  it.each<[string, string, string, object]>([
    ['an organisation code', 'MA6T1000-X', 'identifier-in-part', { mask: '********MA6T1000X*' }],
    ['a masked organisation code', 'MA6T1****', 'masked-identifier', { mask: '********MA6T1*****' }],
    ['a masked 统一社会信用代码', '91540100****000XP', 'masked-identifier', { mask: '91540100*****000XP' }],
    ['a registration number', '540100000000001', 'identifier-in-part', {}],
  ])(
    'with %s of an organisation waits as a candidate, with its representative',
    async (_what, cardNum, code, subject) => {
      const row = await one({ ...company, cardNum });
      expect(codesOf(row)).toEqual([code]);
      expect(row).toMatchObject({
        candidate: { subject: { scheme: 'uscc', legalRepresentative: '测试甲', ...subject } },
      });
    },
  );

  it.each<[string, object, string]>([
    ['a wrong check digit', { cardNum: '540421199910150051' }, 'check-digit'],
    ['a power of ten', { cardNum: '5.40421E+17' }, 'mangled-identifier'],
    ['a case filed after its publication', { regDate: '20260401' }, 'dates-contradict'],
    ['a publication of the future', { publishDate: '2026年12月13日' }, 'date-in-future'],
    ['a serial number for a day', { publishDate: '46094' }, 'date-serial'],
    ['an unknown kind of party', { partyTypeName: '2' }, 'unknown-value'],
    ['no case code', { caseCode: '' }, 'value-missing'],
    ['no sign of what it is', { partyTypeName: '', age: '', sexy: '', cardNum: '' }, 'subject-kind-missing'],
  ])('with %s waits for a person', async (_what, change, code) => {
    expect(codesOf(await one({ ...person, ...change }))).toEqual([code]);
  });
});

describe('失信被执行人, changes', () => {
  const changed = (state: string, changedOn: unknown = '2026-06-01') => ({
    ...person,
    状态: state,
    变更日期: changedOn,
  });

  it.each([
    ['新增', 'original', '2026-03-13', undefined],
    ['正常', 'original', '2026-03-13', undefined],
    ['撤销', 'revocation', '2026-06-01', undefined],
    ['已修复', 'repair', '2026-06-01', undefined],
    ['屏蔽', 'amendment', '2026-06-01', '2026-06-01'],
    ['删除', 'amendment', '2026-06-01', '2026-06-01'],
    ['移出', 'amendment', '2026-06-01', '2026-06-01'],
    ['更正', 'amendment', '2026-06-01', undefined],
  ])('in the state %s are read as %s', async (state, status, decidedOn, removedOn) => {
    const file = await read('court', json(changed(state)));
    expect(file).toMatchObject({ template: 'defaulters-changes', isSnapshot: false });
    const [row] = file.rows;
    expect(row).toMatchObject({ record: { status, decidedOn, content: listing } });
    expect(row?.kind === 'record' && row.record.type === 'decision' && row.record.content).toEqual({
      kind: 'listing',
      ...listing,
      ...(removedOn && { removedOn }),
    });
  });

  it.each<[string, object, string]>([
    ['an unknown state', changed('也许'), 'unknown-value'],
    ['no state', changed(''), 'unknown-value'],
    ['a removal without its day', changed('移出', ''), 'value-missing'],
    ['a revocation without its day', changed('撤销', ''), 'value-missing'],
    ['a removal before the listing', changed('移出', '2026-01-01'), 'dates-contradict'],
    ['a removal of the future', changed('移出', '2026-12-01'), 'date-in-future'],
  ])('with %s wait for a person', async (_what, record, code) => {
    expect(codesOf(await one(record))).toEqual([code]);
  });

  it('need no column for the day of change while nothing has changed', async () => {
    expect(await one({ ...person, state: '新增' })).toMatchObject({ kind: 'record' });
    expect(codesOf(await one({ ...person, state: '移出' }))).toEqual(['value-missing']);
  });
});
