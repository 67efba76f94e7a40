import { found, type Happening, type Life } from './life.ts';

/** 100 − 10 − 15 = 75: C (85 > C ≥ 75). */
const atC = (year: number): readonly Happening[] => [
  found(`藏医保查〔${year}〕101号`, 'dr.complaint', { count: 5 }),
  found(`藏医保查〔${year}〕102号`, 'dr.forged-records', { count: 1 }),
];
const suspension = (from: string) => ({ kind: 'service-suspension', from });

/**
 * | year | own score | published | why |
 * |---|---|---|---|
 * | 2026, 2027 | 75 C | C | |
 * | 2028 | 100 A | A | registered for no day: neither counts nor breaks |
 * | 2029 | 75 C | C | the third C of three |
 * | 2030 | 100 A | D | the lowest of 2026, 2027, 2029 is C, one step lower |
 * | 2031 | 100 A | A | 2030 earned A: the lowered grade does not lower again |
 * | 2032 | 75 C | C | |
 * | 2033 | 65 D | D | by its own score |
 * | 2034 | 100 A | A | 2031 was A: no three years |
 * | 2035 | 75 C | C | 2034 was A: no three years |
 */
export const lifeOfADoctor: Life = {
  subject: { category: 'doctor', id: '540102198503120013', name: '次仁扎西' },
  days: [
    {
      on: '2026-06-30',
      says: '第十六条：医师得75分，为中等（C）',
      happens: atC(2026),
      expects: { grade: '2026 interim 75.00 C' },
    },
    {
      on: '2027-01-15',
      says: '第二十四条第二项：C级不当然暂停服务',
      expects: { grade: '2026 published 75.00 C' },
    },
    {
      on: '2027-03-05',
      says: '第二条：本年度又到C级，不低于已发布等级，已发布结果仍然有效',
      happens: atC(2027),
      expects: { grade: '2026 published 75.00 C' },
    },
    {
      on: '2027-12-20',
      says: '医师离职',
      happens: [{ kind: 'registry', status: '离职' }],
      expects: { grade: '2026 published 75.00 C' },
    },
    {
      on: '2028-01-15',
      says: '第二十六条第二项：连续两年C级，不下调',
      expects: { grade: '2027 published 75.00 C' },
    },
    {
      on: '2029-01-10',
      says: '医师返岗：2028年全年未注册',
      happens: [{ kind: 'registry', status: '正常' }],
      expects: { grade: '2027 published 75.00 C' },
    },
    {
      on: '2029-01-15',
      says: '第二十六条第二项：未注册的年度不计入，也不下调',
      expects: { grade: '2028 published 100.00 A' },
    },
    {
      on: '2029-03-05',
      says: '返岗后第三次C级',
      happens: atC(2029),
      expects: { grade: '2029 interim 75.00 C' },
    },
    {
      on: '2030-01-15',
      says: '第二十六条第二项：第三个C级（2026、2027、2029年）发布之日起，下一评定年度下调为D；未发布前不暂停服务',
      expects: { grade: '2030 interim 100.00 D', isLowered: true, awaits: 'service-suspension' },
    },
    {
      on: '2031-01-14',
      says: '第二十五条第二项：下调的等级尚未发布，不暂停服务',
      expects: { grade: '2030 interim 100.00 D', isLowered: true, awaits: 'service-suspension' },
    },
    {
      on: '2031-01-15',
      says: '第二十五条第二项：满分仍下调为D，发布之日起暂停服务',
      expects: { grade: '2030 published 100.00 D', isLowered: true, sanction: suspension('2031-01-15') },
    },
    {
      on: '2032-01-14',
      says: '第二十五条第二项：下一年度结果发布之前仍暂停服务',
      expects: { grade: '2030 published 100.00 D', isLowered: true, sanction: suspension('2031-01-15') },
    },
    {
      on: '2032-01-15',
      says: '第二十六条第二项：被下调的等级不再导致下调，2031年恢复为A，发布之日起解除暂停',
      expects: { grade: '2031 published 100.00 A' },
    },
    {
      on: '2032-03-05',
      says: '恢复之后又到C级',
      happens: atC(2032),
      expects: { grade: '2032 interim 75.00 C' },
    },
    {
      on: '2033-01-15',
      says: '第二十六条第二项：2030、2031年得分均为A，2032年的C级不与从前相连',
      expects: { grade: '2032 published 75.00 C' },
    },
    {
      // 100 − 10 − 15 − 10 = 65: D (75 > D ≥ 65).
      on: '2033-03-05',
      says: '第二十五条第二项：动态评价为D级，结果发布前不暂停服务',
      happens: [...atC(2033), found('藏医保查〔2033〕103号', 'dr.out-of-scope-service', { count: 1 })],
      expects: { grade: '2033 interim 65.00 D', awaits: 'service-suspension' },
    },
    {
      on: '2034-01-15',
      says: '第二十五条第二项：D级结果发布之日起暂停服务',
      expects: { grade: '2033 published 65.00 D', sanction: suspension('2034-01-15') },
    },
    {
      on: '2035-01-15',
      says: '第二十六条第二项：2031年为A，不足连续三年，2034年不下调，发布之日起解除暂停',
      expects: { grade: '2034 published 100.00 A' },
    },
    {
      on: '2035-03-05',
      says: '隔一年A级之后的C级',
      happens: atC(2035),
      expects: { grade: '2035 interim 75.00 C' },
    },
    {
      on: '2036-01-15',
      says: '第二十六条第二项：2034年为A，连续已经中断，2036年不下调',
      expects: { grade: '2035 published 75.00 C' },
    },
  ],
};
