import { day } from '../../shared/day.ts';
import type { DatedTable } from '../indicator-table.ts';

/** Annex 7: designated retail pharmacies (定点零售药店). */
export const annex7: DatedTable = {
  id: 'annex-7',
  inForceFrom: day('2023-05-08'),
  article: '附件7',
  citation: '藏医保〔2023〕33号 附件7',
  category: 'pharmacy',
  indicators: [
    { code: 'ph.interview', name: '约谈', weight: 2, rule: { kind: 'share-per-case', denominator: 3 } },
    { code: 'ph.rectification', name: '整改', weight: 4, rule: { kind: 'share-per-case', denominator: 3 } },
    { code: 'ph.circular', name: '通报', weight: 4, rule: { kind: 'share-per-case', denominator: 3 } },
    {
      code: 'ph.recovered-amount',
      name: '追回、拒付费用',
      weight: 7,
      rule: { kind: 'amount-linear', limit: 1000 },
    },
    { code: 'ph.fine', name: '罚款', weight: 7, rule: { kind: 'amount-linear', limit: 500 } },
    {
      code: 'ph.agreement-suspension',
      name: '暂停协议',
      weight: 4,
      rule: { kind: 'share-per-case', denominator: 2 },
    },
    {
      code: 'ph.pharmacist-suspension',
      name: '暂停医保服务药师资格',
      weight: 5,
      rule: { kind: 'share-per-case', denominator: 4 },
    },
    {
      code: 'ph.pharmacist-disqualification',
      name: '取消医保服务药师资格',
      weight: 3,
      rule: { kind: 'share-per-case', denominator: 2 },
    },
    { code: 'ph.management', name: '管理组织', weight: 5, rule: { kind: 'all-or-nothing' } },
    { code: 'ph.training', name: '医保培训', weight: 6, rule: { kind: 'all-or-nothing' } },
    { code: 'ph.policies', name: '制度完备性', weight: 5, rule: { kind: 'all-or-nothing' } },
    { code: 'ph.risk-control', name: '风险防控', weight: 6, rule: { kind: 'all-or-nothing' } },
    { code: 'ph.prescription-records', name: '处方记录', weight: 2, rule: { kind: 'all-or-nothing' } },
    { code: 'ph.price-disclosure', name: '价格公开', weight: 4, rule: { kind: 'disclosure-level' } },
    { code: 'ph.drug-management', name: '药品管理', weight: 5, rule: { kind: 'all-or-nothing' } },
    {
      code: 'ph.satisfaction',
      name: '患者满意度',
      weight: 4,
      rule: { kind: 'peer-coefficient', better: 'high', nothingWithoutValue: true },
    },
    { code: 'ph.complaint', name: '举报投诉', weight: 4, rule: { kind: 'share-per-case', denominator: 4 } },
    {
      code: 'ph.negative-publicity',
      name: '负面舆情',
      weight: 4,
      rule: { kind: 'points-per-case', points: 1 },
    },
    {
      code: 'ph.penalty-warning-fine',
      name: '警告、罚款、没收违法所得和没收非法财物',
      weight: 3,
      rule: { kind: 'share-per-case', denominator: 3 },
    },
    {
      code: 'ph.penalty-closure',
      name: '责令停业整顿',
      weight: 6,
      rule: { kind: 'share-per-case', denominator: 2 },
    },
    { code: 'ph.licence-withheld', name: '暂扣许可证/执照', weight: 10, rule: { kind: 'all-or-nothing' } },
    { code: 'ph.commendation', name: '医保监管奖励', weight: 4, rule: { kind: 'bonus' } },
    { code: 'ph.fraud-conviction', name: '欺诈骗保', weight: 0, rule: { kind: 'veto' } },
    { code: 'ph.blacklisted', name: '失信被执行人 / 严重失信人名单', weight: 0, rule: { kind: 'veto' } },
    { code: 'ph.agreement-terminated', name: '解除协议', weight: 0, rule: { kind: 'veto' } },
    { code: 'ph.criminal-referral', name: '违规移交情况', weight: 0, rule: { kind: 'veto' } },
  ],
};
