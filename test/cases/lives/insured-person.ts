import { found, type Happening, type Life } from './life.ts';

/** 100 − 20 − 20 = 60: E (E < 65); from 50 points on three months. */
const atSixty = (year: number): readonly Happening[] => [
  found(`藏医保查〔${year}〕201号`, 'ip.impersonation', { amount: '3000' }),
  found(`藏医保查〔${year}〕202号`, 'ip.credential-lending', { amount: '3000' }),
];
const atSixtyDecidedOn = (decidedOn: string): readonly Happening[] =>
  atSixty(Number(decidedOn.slice(0, 4))).map((one) => ({ ...one, decidedOn }));
/** The first of the two, revoked as wrong by who decided it. */
const revoked = (decidedOn: string): readonly Happening[] => [
  {
    kind: 'found',
    document: `藏医保查〔${decidedOn.slice(0, 4)}〕201号`,
    indicator: 'ip.impersonation',
    figures: { amount: '3000', status: '撤销' },
    decidedOn,
  },
];
const suspended = (from: string, lastDay: string) => ({ kind: 'settlement-suspension', from, lastDay });

/**
 * | spell | step by step | first day | last day |
 * |---|---|---|---|
 * | 1 | 60: 3 months to 09-30; 55: no longer step; 45: 6 months to 2027-03-10; 25: 9 months to 2027-09-20, at most 12 | 2026-06-30 | 2027-06-29 |
 * | 2 | a veto: 12 months; then no longer step | 2028-02-29 | 2029-02-27 |
 * | 3 | 60: 3 months | 2030-03-31 | 2030-06-29 |
 * | 4 | on the first free day 55: 3 months; on the last suspended day 45: 6 months | 2030-06-30 | 2031-03-28 |
 * | 5 | decided in March, received on 30 November: 3 months from the receipt | 2032-11-30 | 2033-02-27 |
 * | 6 | a decision of the year before, after its publication: 3 months from the receipt | 2034-02-10 | 2034-05-09 |
 * | 7 | 60: 3 months to 2035-06-05; a decision is revoked: lifted at once | 2035-03-05 | 2035-04-09 |
 */
export const lifeOfAnInsuredPerson: Life = {
  subject: { category: 'insured-person', id: '54042119991015005X', name: '平措旺堆' },
  days: [
    {
      on: '2026-06-30',
      says: '第二十六条第三项：60分，暂停联网结算3个月',
      happens: atSixty(2026),
      expects: { grade: '2026 interim 60.00 E', sanction: suspended('2026-06-30', '2026-09-29') },
    },
    {
      on: '2026-08-10',
      says: '第二十六条第三项：55分仍是3个月，不因此延长',
      happens: [found('藏医保查〔2026〕203号', 'ip.duplicate-benefit', { amount: '500' })],
      expects: { grade: '2026 interim 55.00 E', sanction: suspended('2026-06-30', '2026-09-29') },
    },
    {
      on: '2026-09-10',
      says: '第二十六条第三项：45分为6个月，自当日起算延长',
      happens: [found('藏医保查〔2026〕204号', 'ip.drug-resale', { amount: '1500' })],
      expects: { grade: '2026 interim 45.00 E', sanction: suspended('2026-06-30', '2027-03-09') },
    },
    {
      on: '2026-12-20',
      says: '第二十六条第三项：25分为9个月，但自首日起不超过12个月',
      happens: [found('藏医保查〔2026〕205号', 'ip.unpaid-copayment', { count: 2 })],
      expects: { grade: '2026 interim 25.00 E', sanction: suspended('2026-06-30', '2027-06-29') },
    },
    {
      on: '2027-01-15',
      says: '第二十六条第三项：年度结果发布不改变暂停期限',
      expects: { grade: '2026 published 25.00 E', sanction: suspended('2026-06-30', '2027-06-29') },
    },
    {
      on: '2027-06-29',
      says: '最后一个暂停日',
      expects: { grade: '2026 published 25.00 E', sanction: suspended('2026-06-30', '2027-06-29') },
    },
    {
      on: '2027-06-30',
      says: '期满自行恢复，等级不变',
      expects: { grade: '2026 published 25.00 E' },
    },
    { on: '2028-01-15', says: '2027年无失信行为', expects: { grade: '2027 published 100.00 A' } },
    {
      on: '2028-02-29',
      says: '附件11：一票否决，暂停12个月，次年2月28日恢复',
      happens: [found('藏医保查〔2028〕203号', 'ip.crime')],
      expects: { grade: '2028 interim 100.00 E', sanction: suspended('2028-02-29', '2029-02-27') },
    },
    {
      on: '2028-06-10',
      says: '第二十六条第三项：再有决定，没有更长的一档，不延长',
      happens: atSixty(2028),
      expects: { grade: '2028 interim 60.00 E', sanction: suspended('2028-02-29', '2029-02-27') },
    },
    {
      on: '2029-01-15',
      says: '暂停跨年度，发布后照旧',
      expects: { grade: '2028 published 60.00 E', sanction: suspended('2028-02-29', '2029-02-27') },
    },
    {
      on: '2029-02-27',
      says: '最后一个暂停日（2月29日起12个月）',
      expects: { grade: '2028 published 60.00 E', sanction: suspended('2028-02-29', '2029-02-27') },
    },
    {
      on: '2029-02-28',
      says: '期满自行恢复',
      expects: { grade: '2028 published 60.00 E' },
    },
    { on: '2030-01-15', says: '2029年无失信行为', expects: { grade: '2029 published 100.00 A' } },
    {
      on: '2030-03-31',
      says: '再次暂停3个月，3月31日至6月29日',
      happens: atSixty(2030),
      expects: { grade: '2030 interim 60.00 E', sanction: suspended('2030-03-31', '2030-06-29') },
    },
    {
      on: '2030-06-30',
      says: '恢复当日又有决定：前一次已满，开始新的一次',
      happens: [found('藏医保查〔2030〕203号', 'ip.duplicate-benefit', { amount: '500' })],
      expects: { grade: '2030 interim 55.00 E', sanction: suspended('2030-06-30', '2030-09-29') },
    },
    {
      on: '2030-09-29',
      says: '最后一个暂停日又有决定：45分为6个月，延长',
      happens: [found('藏医保查〔2030〕204号', 'ip.drug-resale', { amount: '1500' })],
      expects: { grade: '2030 interim 45.00 E', sanction: suspended('2030-06-30', '2031-03-28') },
    },
    {
      on: '2031-01-15',
      says: '年度结果发布不改变暂停期限（再次）',
      expects: { grade: '2030 published 45.00 E', sanction: suspended('2030-06-30', '2031-03-28') },
    },
    {
      on: '2031-03-28',
      says: '最后一个暂停日（延长之后）',
      expects: { grade: '2030 published 45.00 E', sanction: suspended('2030-06-30', '2031-03-28') },
    },
    {
      on: '2031-03-29',
      says: '延长的期限届满，自行恢复',
      expects: { grade: '2030 published 45.00 E' },
    },
    { on: '2032-01-15', says: '2031年无失信行为', expects: { grade: '2031 published 100.00 A' } },
    {
      on: '2032-11-30',
      says: '3月10日的决定11月30日收到：自收到之日暂停，不追溯',
      happens: atSixtyDecidedOn('2032-03-10'),
      expects: { grade: '2032 interim 60.00 E', sanction: suspended('2032-11-30', '2033-02-27') },
    },
    {
      on: '2033-01-15',
      says: '暂停跨年度，发布后照旧（再次）',
      expects: { grade: '2032 published 60.00 E', sanction: suspended('2032-11-30', '2033-02-27') },
    },
    {
      on: '2033-02-28',
      says: '11月30日起3个月，2月28日恢复',
      expects: { grade: '2032 published 60.00 E' },
    },
    { on: '2034-01-15', says: '2033年无失信行为', expects: { grade: '2033 published 100.00 A' } },
    {
      on: '2034-02-10',
      says: '第十五条：上年度决定在结果发布后收到，计入本年度，自收到之日暂停',
      happens: atSixtyDecidedOn('2033-12-20'),
      expects: { grade: '2034 interim 60.00 E', sanction: suspended('2034-02-10', '2034-05-09') },
    },
    {
      on: '2034-05-10',
      says: '期满自行恢复，动态等级不变',
      expects: { grade: '2034 interim 60.00 E' },
    },
    {
      on: '2035-01-15',
      says: 'E级发布，期满的暂停不重来',
      expects: { grade: '2034 published 60.00 E' },
    },
    {
      on: '2035-03-05',
      says: '第二十六条第三项：本年度又到E级，再次暂停；已发布的E级仍是现行等级',
      happens: atSixty(2035),
      expects: { grade: '2034 published 60.00 E', sanction: suspended('2035-03-05', '2035-06-04') },
    },
    {
      // What counts is 100 − 20 = 80: C, so that the open cycle is at E no longer.
      on: '2035-04-10',
      says: '一项决定被撤销，本年度不再为E级，当日解除暂停',
      happens: revoked('2035-03-05'),
      expects: { grade: '2034 published 60.00 E' },
    },
    {
      on: '2036-01-15',
      says: '2035年得80分，为中等（C）',
      expects: { grade: '2035 published 80.00 C' },
    },
  ],
};
