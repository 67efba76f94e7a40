import { describe, expect, it } from 'vitest';
import { readChineseNumber } from '../../../../lib/feeds/penalties/chinese-number.ts';
import { readDay } from '../../../../lib/feeds/read-day.ts';
import { createRowReader } from '../../../../lib/feeds/row-reader.ts';
import { day } from '../../../../lib/shared/day.ts';

/** A reader of one cell under a header. */
const cell = (text: string, name = '列') =>
  createRowReader<'it'>([text], new Map([['it', { index: 0, name }]]));
const outcome = <Value>(text: string, take: (row: ReturnType<typeof cell>) => Value, name?: string) => {
  const row = cell(text, name);
  const value = take(row);
  return value === undefined ? row.findings.map(({ code }) => code)[0] : value;
};

describe('a day', () => {
  it.each([
    '2026-05-22',
    '2026-5-22',
    '2026/05/22',
    '2026.5.22',
    '20260522',
    '20260522235959',
    '2026年05月22日',
    '2026年5月22号',
    '2026 年 5 月 22 日',
    '２０２６年５月２２日',
    '2026-05-22 00:00:00',
    '2026-05-22 08:30',
    '2026-05-22 24:00',
    '2026-05-22T10:00:00.0',
    '2026-05-21T16:00:00.000Z',
    '2026-05-22T00:00:00+08:00',
    '2026-05-21T16:00:00.000+0000',
    '2026-05-22T00:00:00+0800',
    '2026-05-22T03:00:00-0130',
    '\u200E2026-05-22',
    '2026-05-22 00:00:00.0',
    '2026-05-21 16:00:00 UTC',
    '2026-05-22 00:00:00+08:00',
    '2026-05-22 00:00:00 +0800 CST',
    '2026-05-22T00:00:00.000+08',
    '2026-05-22T00:00+08:00[Asia/Shanghai]',
    '{"$date":"2026-05-21T16:00:00Z"}',
    '{"$date": "2026-05-22T00:00:00+0800"}',
    '{"$date":1779379200000}',
    '{"$date":{"$numberLong":"1779379200000"}}',
    'ISODate("2026-05-21T16:00:00.000Z")',
    '[2026,5,22]',
    '[2026, 5, 22, 0, 0]',
    '[2026,5,22,10,20,30,123000000]',
    'datetime.date(2026, 5, 22)',
    '/Date(1779379200000)/',
    '/Date(1779379200000+0800)/',
    '\\/Date(1779379200000)\\/',
    '22-MAY-26',
    '22-May-2026',
    '22-5月 -26',
    '22-5月-26',
    '22-MAY-26 12.00.00.000000 AM',
    'Fri May 22 2026 00:00:00 GMT+0800 (中国标准时间)',
    'Fri May 22 2026 00:00:00 GMT+0800 (China Standard Time)',
    'Thu May 21 2026 16:00:00 GMT+0000',
    'Fri May 22 00:00:00 CST 2026',
    'Thu, 21 May 2026 16:00:00 GMT',
    'Fri, 22 May 2026 00:00:00 GMT',
    'May 22, 2026',
    'May 22, 2026 10:20:30 AM',
    '22 May 2026',
    '二〇二六年五月二十二日',
    '二零二六年五月二十二日',
    '二○二六年五月廿二日',
    '贰零贰陆年伍月贰拾贰日',
    '2026年05月22日 10时20分',
    '2026年05月22日10时20分30秒',
    '2026年5月22日 星期五',
    '2026年5月22日（星期五）',
    '2026/5/22 星期五 10:20:30',
    '2026/5/22 上午10:20:30',
    '2026/5/22 10:20:30 AM',
    '2026年5月22',
    '2026--05--22',
    '2026 - 05 - 22',
    '2026 05 22',
    '2026_05_22',
    '2026、5、22',
    '2026.05.22.',
    '20260522 10:20:30',
    '202605221020',
    '20260522102030123',
    '22/05/2026',
    '5/22/2026',
  ])('is read from "%s"', (text) => {
    expect(readDay(text)).toEqual({ ok: true, value: '2026-05-22' });
  });

  it.each([
    ['45992', 'date-serial'],
    ['45992.5', 'date-serial'],
    ['26-05-22', 'date-ambiguous'],
    ['01/05/2026', 'date-ambiguous'],
    ['1.5.2026', 'date-ambiguous'],
    ['5/1/26', 'date-ambiguous'],
    ['260522', 'date-ambiguous'],
    ['31/02/2026', 'date-ambiguous'],
    ['32-MAY-26', 'not-a-date'],
    ['[2026,13,1]', 'not-a-date'],
    ['[2026,5]', 'not-a-date'],
    ['二〇二六年十三月一日', 'not-a-date'],
    ['1780934400', 'not-a-date'],
    ['5月22日', 'not-a-date'],
    ['2026-05-22至2027-05-22', 'not-a-date'],
    ['2026-02-30', 'not-a-date'],
    ['2026-02-30T00:00:00Z', 'not-a-date'],
    ['2026-05-22T00:00:00+0860', 'not-a-date'],
    ['2026-05-22 25:00', 'not-a-date'],
    ['2026-05-22 24:30', 'not-a-date'],
    ['2026/05-22', 'not-a-date'],
    ['2026年5月', 'not-a-date'],
    ['1562601600000', 'not-a-date'],
    ['长期', 'not-a-date'],
  ])('is not read from "%s": %s', (text, code) => {
    expect(readDay(text)).toEqual({ ok: false, error: code });
  });

  it('is read from milliseconds, in the time of China, where a template documents them', () => {
    expect(readDay('1562601600000', { epoch: true })).toEqual({ ok: true, value: '2019-07-09' });
    expect(readDay('1780934400', { epoch: true })).toEqual({ ok: true, value: '2026-06-09' });
  });

  it.each([
    ['2099/12/31', undefined],
    ['9999-12-31', undefined],
    ['长期', undefined],
    ['2027-12-31', '2027-12-31'],
    ['45992', 'date-serial'],
  ])('that is the last one is open or a day: "%s"', (text, found) => {
    expect(outcome(text, (row) => row.lastDay('it'))).toBe(found);
  });

  it.each([
    ['', 'value-missing'],
    ['\u200B', 'value-missing'],
    ['1979-12-31', 'date-out-of-bounds'],
    ['2026-07-01', 'date-not-yet'],
    ['2026-07-07', 'date-not-yet'],
    ['2026-07-08', 'date-in-future'],
    ['2026-06-30', '2026-06-30'],
  ])('of the past: "%s" is %s', (text, found) => {
    expect(outcome(text, (row) => row.pastDay('it', day('2026-06-30')))).toBe(found);
  });
});

describe('an amount of money', () => {
  it.each([
    ['2', '罚款金额（万元）', '20000'],
    ['0.2', '罚款金额 (万元)', '2000'],
    ['2万元', '罚款金额（万元）', '20000'],
    ['20000元', '金额（元）', '20000'],
    ['¥1,234,567.50', '金额（元）', '1234567.5'],
    ['２，０００．５', '金额（元）', '2000.5'],
    ['2', 'CF_NR_FK', '20000'],
    ['.2', 'CF_NR_FK', '2000'],
    ['¥.2万元', 'CF_NR_FK', '2000'],
    ['8.5E-4', 'CF_NR_FK', '8.5'],
    ['8.5e-4', '罚款金额（万元）', '8.5'],
    ['1.2345678E7', '金额（元）', '12345678'],
    ['20000元', 'CF_NR_FK', '20000'],
    ['2万元整', 'CF_NR_FK', '20000'],
    ['20,000元', '罚款金额（万元）', '20000'],
    ['¥20,000.00元', '罚款金额（万元）', '20000'],
    ['人民币500圆整', '罚款金额（万元）', '500'],
    ['0元', '罚款金额（万元）', '0'],
    ['2万元', '金额（元）', '20000'],
    ['¥0.2', '罚款金额（万元）', '2000'],
  ])('of %s under %s is %s yuan', (text, header, found) => {
    expect(outcome(text, (row) => row.money('it', 'wan')?.toFixed(), header)).toBe(found);
  });

  it.each([
    ['0.2元', '罚款金额（万元）', 'unit-mismatch'],
    ['-2', '罚款金额（万元）', 'negative-amount'],
    ['－2', '罚款金额（万元）', 'negative-amount'],
    ['贰万', '罚款金额（万元）', 'not-a-number'],
    ['1,23', '罚款金额（万元）', 'not-a-number'],
    ['2.00E+04', '罚款金额（万元）', 'not-a-number'],
    ['2E99', '罚款金额（万元）', 'not-a-number'],
    ['2E-99', '罚款金额（万元）', 'not-a-number'],
    ['-.2', '罚款金额（万元）', 'negative-amount'],
    ['1..2', '罚款金额（万元）', 'not-a-number'],
    ['.', '罚款金额（万元）', 'not-a-number'],
    ['=1+1', '罚款金额（万元）', 'not-a-number'],
  ])('of %s under %s is %s', (text, header, found) => {
    expect(outcome(text, (row) => row.money('it', 'wan')?.toFixed(), header)).toBe(found);
  });

  it.each([
    ['贰万', '20000'],
    ['一万五千', '15000'],
    ['壹拾贰万叁仟肆佰', '123400'],
    ['十', '10'],
    ['两千零五', '2005'],
    ['二亿三千万', '230000000'],
    ['', undefined],
  ])('in numerals: %s is %s', (text, found) => {
    expect(readChineseNumber(text)?.toFixed()).toBe(found);
  });
});

it.each([
  ['.5', '0.5'],
  ['8.5E-4', '0.00085'],
])('a figure %s is %s', (text, found) => {
  expect(outcome(text, (row) => row.amount('it'))).toBe(found);
  expect(outcome(`-${text}`, (row) => row.decimal('it'))).toBe(`-${found}`);
});

describe('a cell', () => {
  it.each([
    ['９１５４０１００ＭＡ６Ｔ１０００ＸＰ', '91540100MA6T1000XP'],
    ['91540100 ma6t1000xp', '91540100MA6T1000XP'],
    ['9.13E+17', 'mangled-identifier'],
    ['9.13E17', 'mangled-identifier'],
    ['915401000000000000', 'check-digit'],
    ['9154****MA6T1000XP', 'masked-identifier'],
  ])('with the number "%s" is %s', (text, found) => {
    expect(outcome(text, (row) => row.identifier('it', 'uscc'))).toBe(found);
  });

  it('is read without the marks of programs and without characters that show nothing', () => {
    expect(cell(' 次\u200B仁 ').required('it')).toBe('次仁');
    expect(cell("'次仁_x000D_").required('it')).toBe('次仁');
    expect(cell('="次仁"').required('it')).toBe('次仁');
  });

  it.each(['无', '/', '--', 'NULL', '\\N', '0000-00-00'])('that holds "%s" says nothing', (text) => {
    expect(outcome(text, (row) => row.required('it'))).toBe('value-missing');
    expect(cell(text).has('it')).toBe(false);
    expect(cell(text).text('it')).toBe('');
    expect(outcome(text, (row) => row.pastDay('it', day('2026-06-30')))).toBe('value-missing');
  });

  it.each([
    '0000-00-00 00:00:00',
    '1900-01-00',
    '1900-01-01',
    '1899-12-30',
    '无',
    '长期',
    '9999-12-31',
    '2099/12/31',
  ])('for a day that need not be given, "%s" is none', (text) => {
    const row = cell(text);
    expect(row.pastDayIfAny('it', day('2026-06-30'))).toBeUndefined();
    expect(row.findings).toEqual([]);
  });
});

describe('several columns of one meaning', () => {
  const both = (...texts: string[]) =>
    createRowReader<'it'>(
      texts,
      new Map([['it', { index: 0, name: '甲', others: [{ index: 1, name: '乙' }] }]]),
    );
  const words = new Map([
    ['0', 'person'],
    ['自然人', 'person'],
    ['1', 'organisation'],
  ]);

  it('are read by the first that has a value, and one with the same value agrees', () => {
    expect(both('', '甲院').text('it')).toBe('甲院');
    expect(both('无', '甲院').required('it')).toBe('甲院');
    expect(both('甲（院）', '甲(院)').text('it')).toBe('甲（院）');
    expect(both('失信被执行人名单', '0').oneOf('it', words)).toBe('person');
    expect(both('0', '自然人').oneOf('it', words)).toBe('person');
    expect(both('2026年06月09日', '20260609').day('it')).toBe('2026-06-09');
    expect(both('11540000', '拉萨市市场监督管理局').required('it')).toBe('拉萨市市场监督管理局');
    expect(both('无', '91540100MA6T1000XP').identifier('it', 'uscc')).toBe('91540100MA6T1000XP');
  });

  it('are a finding where they contradict each other, once', () => {
    const codes = (take: (row: ReturnType<typeof both>) => unknown, ...texts: string[]) => {
      const row = both(...texts);
      take(row);
      take(row);
      return row.findings;
    };
    const found = [{ code: 'columns-contradict', column: '甲' }];
    expect(codes((row) => row.text('it'), '甲院', '乙院')).toMatchObject(found);
    expect(codes((row) => row.oneOf('it', words), '0', '1')).toMatchObject(found);
    expect(codes((row) => row.day('it'), '2026-06-09', '2026-06-08')).toMatchObject(found);
    expect(codes((row) => row.money('it', 'yuan'), '2000', '200')).toMatchObject(found);
    expect(
      codes((row) => row.identifier('it', 'uscc'), '91540100MA6T1000XP', '91540100MA6T000470'),
    ).toMatchObject(found);
  });
});
