import { day } from '../../shared/day.ts';
import type { DatedTable } from '../indicator-table.ts';

/** Annex 9: doctors and medical technicians (医保医师（医技人员）). */
export const annex9: DatedTable = {
  id: 'annex-9',
  inForceFrom: day('2023-05-08'),
  article: '附件9',
  citation: '藏医保〔2023〕33号 附件9',
  category: 'doctor',
  indicators: [
    {
      code: 'dr.licence-mismatch',
      name: '执业资质',
      weight: 3,
      rule: { kind: 'points-per-case', points: 3 },
    },
    { code: 'dr.scope-mismatch', name: '执业范围', weight: 3, rule: { kind: 'points-per-case', points: 3 } },
    {
      code: 'dr.inspection-cooperation',
      name: '配合检查',
      weight: 3,
      rule: { kind: 'points-per-case', points: 3 },
    },
    {
      code: 'dr.forged-records',
      name: '医疗文书造假',
      weight: 15,
      rule: { kind: 'points-per-case', points: 15 },
    },
    {
      code: 'dr.out-of-scope-service',
      name: '超范围服务',
      weight: 10,
      rule: { kind: 'points-per-case', points: 10 },
    },
    {
      code: 'dr.licence-lending',
      name: '转借证书',
      weight: 11,
      rule: { kind: 'points-per-case', points: 11 },
    },
    {
      code: 'dr.uninformed-patient',
      name: '知情未告知',
      weight: 10,
      rule: { kind: 'points-per-case', points: 2 },
    },
    {
      code: 'dr.assisted-fraud',
      name: '协助套保',
      weight: 15,
      rule: { kind: 'points-per-case', points: 7.5 },
    },
    {
      code: 'dr.administrative-penalty',
      name: '行政处罚内容',
      weight: 20,
      rule: { kind: 'points-per-case', points: 10 },
    },
    { code: 'dr.complaint', name: '患者投诉', weight: 10, rule: { kind: 'points-per-case', points: 2 } },
    { code: 'dr.disciplinary', name: '纪律处罚', weight: 0, rule: { kind: 'veto' } },
    { code: 'dr.fraud-conviction', name: '欺诈骗保', weight: 0, rule: { kind: 'veto' } },
  ],
};
