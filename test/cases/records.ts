import type { GradedCategory } from '../../lib/shared/category.ts';
import type { AuthorityKind, PenaltyKind } from '../../schemas/record.ts';

/** A sentence of the regulation, one document about somebody, and what it means for whom. */
export interface RecordCase {
  readonly says: string;
  readonly about: GradedCategory;
  readonly document: {
    readonly finding?: string;
    readonly penalties?: readonly PenaltyKind[];
    readonly by?: readonly [name: string, kind: AuthorityKind];
    readonly decidedOn?: string;
    /** 所在机构 that the document names. */
    readonly names?: string;
  };
  /** Where the person is employed on the day of the act, by the registry. */
  readonly employers?: readonly string[];
  readonly expects: {
    /** Indicators of the subject itself. */
    readonly scores: readonly string[];
    /** 守信, 失信, or 计量 for neither. */
    readonly standsUnder: '守信' | '失信' | '计量';
    /** Indicators at institutions, by institution. */
    readonly reaches?: Readonly<Record<string, string>>;
  };
}

const bureau = ['拉萨市医疗保障局', 'medical-insurance'] as const;
const county = ['堆龙德庆区医疗保障局', 'medical-insurance'] as const;
const government = ['拉萨市人民政府', 'other'] as const;
const market = ['拉萨市市场监督管理局', 'market-supervision'] as const;

export const recordCases: readonly RecordCase[] = [
  {
    says: '附件6：受到市级及以上医疗保障部门表扬嘉奖，加分',
    about: 'medical-institution',
    document: { finding: 'good-faith.commendation', by: bureau },
    expects: { scores: ['mi.commendation'], standsUnder: '守信' },
  },
  {
    says: '附件6：县（区）医疗保障部门对村卫生室的表扬，入档不加分',
    about: 'medical-institution',
    document: { finding: 'good-faith.commendation', by: county },
    expects: { scores: [], standsUnder: '守信' },
  },
  {
    says: '附件6：2026年12月1日前直接记入加分项的表扬，结果已经发布，不因新的读法改变',
    about: 'medical-institution',
    document: { finding: 'mi.commendation', by: county, decidedOn: '2026-11-30' },
    expects: { scores: ['mi.commendation'], standsUnder: '守信' },
  },
  {
    says: '附件6：2026年12月1日起直接记入加分项的，也看表扬机关',
    about: 'medical-institution',
    document: { finding: 'mi.commendation', by: county, decidedOn: '2026-12-01' },
    expects: { scores: [], standsUnder: '守信' },
  },
  {
    says: '附件7：受到医保监管部门通报表扬，加分',
    about: 'pharmacy',
    document: { finding: 'good-faith.commendation', by: bureau },
    expects: { scores: ['ph.commendation'], standsUnder: '守信' },
  },
  {
    says: '第十条：政府对医师的表彰是守信信息，附件9没有加分项',
    about: 'doctor',
    document: { finding: 'good-faith.commendation', by: government },
    employers: ['人民医院'],
    expects: { scores: [], standsUnder: '守信', reaches: {} },
  },
  {
    says: '第十条：参保人员的表彰入档',
    about: 'insured-person',
    document: { finding: 'good-faith.commendation', by: government },
    expects: { scores: [], standsUnder: '守信' },
  },
  {
    says: '附件6：满意度调查是计量结果，既非守信也非失信',
    about: 'medical-institution',
    document: { finding: 'mi.patient-satisfaction' },
    expects: { scores: ['mi.patient-satisfaction'], standsUnder: '计量' },
  },
  {
    says: '附件7：暂停医保服务药师资格，药店一例，药师本人只入档',
    about: 'pharmacist',
    document: { finding: 'pt.service-suspended', by: bureau },
    employers: ['大药房'],
    expects: { scores: [], standsUnder: '失信', reaches: { 大药房: 'ph.pharmacist-suspension' } },
  },
  {
    says: '附件7：取消医保服务药师资格，药店一例，药师本人只入档',
    about: 'pharmacist',
    document: { finding: 'pt.service-disqualified', by: bureau },
    employers: ['大药房'],
    expects: { scores: [], standsUnder: '失信', reaches: { 大药房: 'ph.pharmacist-disqualification' } },
  },
  {
    says: '附件7：其他部门吊销药师证件，是药师执业资质不符，不是医保部门取消资格，不及于药店',
    about: 'pharmacist',
    document: { penalties: ['licence-revoked'], by: market, decidedOn: '2026-12-01' },
    employers: ['大药房'],
    expects: {
      scores: ['pt.administrative-penalty', 'pt.licence-mismatch'],
      standsUnder: '失信',
      reaches: {},
    },
  },
  {
    says: '附件6：医师被医保部门处理，文书载明所在机构的，只及于该机构',
    about: 'doctor',
    document: { finding: 'dr.complaint', by: bureau, names: '第二医院' },
    employers: ['人民医院', '第二医院'],
    expects: {
      scores: ['dr.complaint'],
      standsUnder: '失信',
      reaches: { 第二医院: 'mi.physician-sanction' },
    },
  },
  {
    says: '附件6：文书未载明所在机构的，及于行为当日任职的各机构',
    about: 'doctor',
    document: { finding: 'dr.complaint', by: bureau },
    employers: ['人民医院', '第二医院'],
    expects: {
      scores: ['dr.complaint'],
      standsUnder: '失信',
      reaches: { 人民医院: 'mi.physician-sanction', 第二医院: 'mi.physician-sanction' },
    },
  },
];
