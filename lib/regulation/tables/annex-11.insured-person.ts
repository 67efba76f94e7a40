import type { RuleSpecOf } from '../../../schemas/indicator-table.ts';
import { day } from '../../shared/day.ts';
import type { DatedTable } from '../indicator-table.ts';

/** 骗取医保基金: from 1,000, 2,000 and 3,000 CNY on it costs more; an act without loss counts as 0 CNY. */
const defrauded: RuleSpecOf<'banded'> = {
  kind: 'banded',
  field: 'amount',
  takes: 'sum',
  bands: [
    { upTo: { figure: 1000, inclusive: false }, loses: { points: 5 } },
    { upTo: { figure: 2000, inclusive: false }, loses: { points: 10 } },
    { upTo: { figure: 3000, inclusive: false }, loses: { points: 15 } },
    { loses: { points: 20 } },
  ],
};

/** Annex 11: insured persons (参保人员). */
export const annex11: DatedTable = {
  id: 'annex-11',
  inForceFrom: day('2023-05-08'),
  article: '附件11',
  citation: '藏医保〔2023〕33号 附件11',
  category: 'insured-person',
  indicators: [
    { code: 'ip.drug-resale', name: '倒卖药品、耗材', weight: 20, rule: defrauded },
    { code: 'ip.impersonation', name: '冒名就医', weight: 20, rule: defrauded },
    { code: 'ip.credential-lending', name: '医保凭证外借', weight: 20, rule: defrauded },
    { code: 'ip.duplicate-benefit', name: '重复享受待遇', weight: 20, rule: defrauded },
    {
      code: 'ip.unpaid-copayment',
      name: '诚信就医',
      weight: 20,
      rule: { kind: 'points-per-case', points: 10 },
    },
    { code: 'ip.crime', name: '犯罪行为', weight: 0, rule: { kind: 'veto' } },
  ],
};
