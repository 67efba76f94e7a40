import type { Corrections } from '../../lib/credit-file/cases/case-fact.ts';
import type { GradedCategory } from '../../lib/shared/category.ts';
import { day } from '../../lib/shared/day.ts';
import type { DecisionContent } from '../../schemas/record.ts';

type Finding = Omit<Extract<DecisionContent, { kind: 'finding' }>, 'kind'>;

/**
 * A sentence of Art. 20, the findings of 2026 behind a result published on 2027-03-01, what an objection that was upheld
 * on 2027-03-08 corrects or adds, and the score of 2026 before and after it.
 */
export interface ObjectionCase {
  readonly says: string;
  readonly category: GradedCategory;
  readonly found: readonly Finding[];
  readonly peers?: Readonly<Record<string, { min: string; max: string }>>;
  readonly upheld: Corrections;
  readonly expects: { readonly before: string; readonly after: string };
}

const commended = (authority: string, authorityLevel: 'prefecture' | 'county') => ({
  documentNumber: '拉医保表〔2026〕1号',
  authority,
  authorityLevel,
  decidedOn: day('2026-09-10'),
});

export const objectionCases: readonly ObjectionCase[] = [
  {
    says: '第二十条：患者评价误记为55分（低于60分扣二分之一，5－2.5），更正为92分，不扣分',
    category: 'medical-institution',
    found: [{ indicator: 'mi.patient-satisfaction', value: '55' }],
    upheld: { corrections: [{ indicator: 'mi.patient-satisfaction', value: '92' }] },
    expects: { before: '97.50', after: '100.00' },
  },
  {
    says: '第二十条：追回费用占比误记为3%，同类0至4%，得5×1/4；更正为1%，得5×3/4。同类数据仍为发布时的数据',
    category: 'medical-institution',
    found: [{ indicator: 'mi.recovered-share', value: '3' }],
    peers: { 'mi.recovered-share': { min: '0', max: '4' } },
    upheld: { corrections: [{ indicator: 'mi.recovered-share', value: '1' }] },
    expects: { before: '96.25', after: '98.75' },
  },
  {
    says: '第二十条：更正之前的各次记录都被更正值取代',
    category: 'medical-institution',
    found: [
      { indicator: 'mi.patient-satisfaction', value: '55' },
      { indicator: 'mi.patient-satisfaction', value: '65' },
    ],
    upheld: { corrections: [{ indicator: 'mi.patient-satisfaction', value: '85' }] },
    expects: { before: '98.75', after: '99.50' },
  },
  {
    says: '第十条、第二十条：漏记拉萨市医疗保障局的表彰，补充后加1分',
    category: 'medical-institution',
    found: [{ indicator: 'mi.rectification', count: 3 }],
    upheld: { additions: [commended('拉萨市医疗保障局', 'prefecture')] },
    expects: { before: '96.00', after: '97.00' },
  },
  {
    says: '附件6：县级人民政府的表彰补充入档，不加分',
    category: 'medical-institution',
    found: [{ indicator: 'mi.rectification', count: 3 }],
    upheld: { additions: [commended('城关区人民政府', 'county')] },
    expects: { before: '96.00', after: '96.00' },
  },
  {
    says: '第十条：医师没有加分项，表彰补充入档，不加分',
    category: 'doctor',
    found: [{ indicator: 'dr.complaint', count: 1 }],
    upheld: { additions: [commended('拉萨市医疗保障局', 'prefecture')] },
    expects: { before: '98.00', after: '98.00' },
  },
];
