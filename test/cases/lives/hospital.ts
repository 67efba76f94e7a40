import { found, type Life } from './life.ts';

const referral = (year: number) => found(`藏医保查〔${year}〕301号`, 'mi.criminal-referral');
/** Public for three years from the publication of the result. */
const resultOf2027 = {
  cycle: 2027,
  from: '2028-01-15',
  until: '2031-01-15',
  documents: ['藏医保查〔2027〕301号'],
};
const resultOf2028 = {
  cycle: 2028,
  from: '2029-01-15',
  until: '2032-01-15',
  documents: ['藏医保查〔2028〕301号'],
};
const resultOf2031 = {
  cycle: 2031,
  from: '2032-01-15',
  until: '2035-01-15',
  documents: ['藏医保查〔2031〕301号'],
};

/**
 * | year | result | public |
 * |---|---|---|
 * | 2026 | A | |
 * | 2027 | E by veto | 2028-01-15 to 2031-01-14: three years over |
 * | 2028 | E by veto: the agreement is to be ended | 2029-01-15 to 2029-03-19: repaired |
 * | 2029, 2030 | A | |
 * | 2031 | E by veto; the year before was A: the agreement stays | 2032-01-15 to 2035-01-14: three years over |
 * | 2032 to 2035 | A | |
 */
export const lifeOfAHospital: Life = {
  subject: { category: 'medical-institution', id: '12540100433210003C', name: '拉萨测试人民医院' },
  days: [
    { on: '2026-06-30', says: '没有失信行为的医院', expects: { grade: '2026 interim 100.00 A' } },
    { on: '2027-01-15', says: '2026年为A', expects: { grade: '2026 published 100.00 A' } },
    {
      on: '2027-03-10',
      says: '附件6：违规移交，一票否决；未发布的E级不公开',
      happens: [referral(2027)],
      expects: { grade: '2027 interim 100.00 E' },
    },
    {
      on: '2028-01-15',
      says: '第二十六条第一项：E级结果发布之日起公开三年',
      expects: { grade: '2027 published 100.00 E', isPublic: [resultOf2027] },
    },
    {
      on: '2028-04-10',
      says: '第二年又一票否决：未发布的结果不公开',
      happens: [referral(2028)],
      expects: { grade: '2027 published 100.00 E', isPublic: [resultOf2027] },
    },
    {
      on: '2029-01-15',
      says: '第二十六条第一项：连续两年E级，解除服务协议；第二个结果另行公开三年',
      expects: {
        grade: '2028 published 100.00 E',
        endsAgreement: true,
        isPublic: [resultOf2028, resultOf2027],
      },
    },
    {
      // The notice: 13, 14, 15, 16 and 19 March.
      on: '2029-03-12',
      says: '第二十九条、第三十一条：2027年的行为再次发生，不予修复；2028年的准予修复，公示5个工作日',
      happens: [
        { kind: 'repair', document: '藏医保查〔2027〕301号', becomes: { refusedBy: 'recurred' } },
        { kind: 'repair', document: '藏医保查〔2028〕301号', becomes: { noticeUntil: '2029-03-19' } },
      ],
      expects: {
        grade: '2028 published 100.00 E',
        endsAgreement: true,
        isPublic: [resultOf2028, resultOf2027],
        inNotice: '藏医保查〔2028〕301号 2029-03-19',
      },
    },
    {
      on: '2029-03-19',
      says: '第三十一条：公示最后一日，尚未生效',
      expects: {
        grade: '2028 published 100.00 E',
        endsAgreement: true,
        isPublic: [resultOf2028, resultOf2027],
        inNotice: '藏医保查〔2028〕301号 2029-03-19',
      },
    },
    {
      on: '2029-03-20',
      says: '第三十一条：修复生效，2028年结果相应调整，停止公开；2027年的继续公开',
      expects: { grade: '2028 published 100.00 A', isPublic: [resultOf2027] },
    },
    {
      on: '2030-01-15',
      says: '等级恢复不缩短三年公开期',
      expects: { grade: '2029 published 100.00 A', isPublic: [resultOf2027] },
    },
    {
      on: '2031-01-14',
      says: '公开的最后一日',
      expects: { grade: '2029 published 100.00 A', isPublic: [resultOf2027] },
    },
    {
      on: '2031-01-15',
      says: '第二十六条第一项：三年届满，不再公开',
      expects: { grade: '2030 published 100.00 A' },
    },
    {
      on: '2031-05-12',
      says: '多年之后再次一票否决',
      happens: [referral(2031)],
      expects: { grade: '2031 interim 100.00 E' },
    },
    {
      on: '2032-01-15',
      says: '第二十六条第一项：上一年度为A，不是连续两年E级，不解除协议',
      expects: { grade: '2031 published 100.00 E', isPublic: [resultOf2031] },
    },
    {
      on: '2033-01-15',
      says: '2032年为A，2031年的结果继续公开',
      expects: { grade: '2032 published 100.00 A', isPublic: [resultOf2031] },
    },
    {
      on: '2034-01-15',
      says: '2033年为A，2031年的结果继续公开',
      expects: { grade: '2033 published 100.00 A', isPublic: [resultOf2031] },
    },
    {
      on: '2035-01-14',
      says: '第二次公开的最后一日',
      expects: { grade: '2033 published 100.00 A', isPublic: [resultOf2031] },
    },
    {
      on: '2035-01-15',
      says: '第二次三年届满，不再公开',
      expects: { grade: '2034 published 100.00 A' },
    },
    { on: '2036-01-15', says: '2035年为A', expects: { grade: '2035 published 100.00 A' } },
  ],
};
