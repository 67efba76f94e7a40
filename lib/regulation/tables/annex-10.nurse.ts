import { day } from '../../shared/day.ts';
import type { DatedTable } from '../indicator-table.ts';

/** Annex 10: nurses (医保护士). */
export const annex10: DatedTable = {
  id: 'annex-10',
  inForceFrom: day('2023-05-08'),
  article: '附件10',
  citation: '藏医保〔2023〕33号 附件10',
  category: 'nurse',
  indicators: [
    {
      code: 'nu.licence-mismatch',
      name: '执业资质',
      weight: 3,
      rule: { kind: 'points-per-case', points: 3 },
    },
    { code: 'nu.scope-mismatch', name: '执业范围', weight: 3, rule: { kind: 'points-per-case', points: 3 } },
    {
      code: 'nu.inspection-cooperation',
      name: '配合检查',
      weight: 3,
      rule: { kind: 'points-per-case', points: 3 },
    },
    {
      code: 'nu.inaccurate-records',
      name: '医疗文书记录不实',
      weight: 6,
      rule: { kind: 'points-per-case', points: 2 },
    },
    {
      code: 'nu.forged-records',
      name: '伪造文书、虚构服务',
      weight: 15,
      rule: { kind: 'points-per-case', points: 7.5 },
    },
    {
      code: 'nu.privacy-leak',
      name: '泄露个人隐私',
      weight: 15,
      rule: { kind: 'points-per-case', points: 5 },
    },
    {
      code: 'nu.policy-misleading',
      name: '政策误导',
      weight: 10,
      rule: { kind: 'points-per-case', points: 5 },
    },
    {
      code: 'nu.self-set-charges',
      name: '自定标准收费',
      weight: 10,
      rule: { kind: 'points-per-case', points: 5 },
    },
    {
      code: 'nu.inflated-charges',
      name: '虚记、多记医疗费用',
      weight: 10,
      rule: { kind: 'points-per-case', points: 5 },
    },
    {
      code: 'nu.unreasonable-charges',
      name: '其他不合理收费',
      weight: 10,
      rule: { kind: 'points-per-case', points: 5 },
    },
    {
      code: 'nu.administrative-penalty',
      name: '行政处罚内容',
      weight: 15,
      rule: { kind: 'points-per-case', points: 5 },
    },
    { code: 'nu.disciplinary', name: '纪律处罚', weight: 0, rule: { kind: 'veto' } },
    { code: 'nu.fraud-conviction', name: '欺诈骗保', weight: 0, rule: { kind: 'veto' } },
  ],
};
