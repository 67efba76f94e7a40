import { day } from '../../shared/day.ts';
import type { DatedTable } from '../indicator-table.ts';

/** Annex 8: pharmacists (医保药师). */
export const annex8: DatedTable = {
  id: 'annex-8',
  inForceFrom: day('2023-05-08'),
  article: '附件8',
  citation: '藏医保〔2023〕33号 附件8',
  category: 'pharmacist',
  indicators: [
    {
      code: 'pt.licence-mismatch',
      name: '执业资质',
      weight: 3,
      rule: { kind: 'points-per-case', points: 3 },
    },
    { code: 'pt.scope-mismatch', name: '执业范围', weight: 3, rule: { kind: 'points-per-case', points: 3 } },
    {
      code: 'pt.dispensing-violation',
      name: '违规服务',
      weight: 3,
      rule: { kind: 'points-per-case', points: 1.5 },
    },
    {
      code: 'pt.identity-check',
      name: '身份识别',
      weight: 3,
      rule: { kind: 'points-per-case', points: 1.5 },
    },
    {
      code: 'pt.licence-hanging',
      name: '药师挂证',
      weight: 3,
      rule: { kind: 'points-per-case', points: 1.5 },
    },
    { code: 'pt.complaint', name: '举报投诉', weight: 3, rule: { kind: 'points-per-case', points: 1.5 } },
    {
      code: 'pt.inspection-cooperation',
      name: '配合检查',
      weight: 5,
      rule: { kind: 'points-per-case', points: 5 },
    },
    { code: 'pt.fund-loss', name: '基金损失', weight: 15, rule: { kind: 'points-per-case', points: 15 } },
    {
      code: 'pt.cash-out',
      name: '协助套取个人账户现金',
      weight: 15,
      rule: { kind: 'points-per-case', points: 15 },
    },
    { code: 'pt.drug-swap', name: '串换药品', weight: 10, rule: { kind: 'points-per-case', points: 2 } },
    { code: 'pt.drug-resale', name: '转卖药品', weight: 15, rule: { kind: 'points-per-case', points: 15 } },
    {
      code: 'pt.negative-publicity',
      name: '舆情评价',
      weight: 2,
      rule: { kind: 'points-per-case', points: 2 },
    },
    {
      code: 'pt.administrative-penalty',
      name: '行政处罚',
      weight: 10,
      rule: { kind: 'points-per-case', points: 5 },
    },
    { code: 'pt.disciplinary', name: '纪律处罚', weight: 10, rule: { kind: 'points-per-case', points: 10 } },
    { code: 'pt.fraud-conviction', name: '欺诈骗保', weight: 0, rule: { kind: 'veto' } },
    { code: 'pt.bribery', name: '收受贿赂', weight: 0, rule: { kind: 'veto' } },
  ],
};
