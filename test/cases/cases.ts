import type { ScoringCase } from '../../lib/scoring/index.ts';

/** A sentence of the regulation, a case, and its outcome. `awarded` is by indicator. */
export interface LawCase {
  readonly says: string;
  readonly given: Omit<ScoringCase, 'cycle'>;
  readonly expects: {
    readonly score?: string;
    readonly grade?: string;
    readonly vetoed?: boolean;
    readonly downgraded?: boolean;
    readonly months?: number;
    readonly awarded?: Readonly<Record<string, string>>;
    readonly error?: string;
    readonly measure?: string;
    /** The wording of a measure, as it is shown. */
    readonly worded?: string;
  };
}

const pharmacy = (indicator: string, figures: object = {}) => ({
  category: 'pharmacy' as const,
  evidence: [{ indicator, ...figures }],
});
const hospital = (indicator: string, figures: object = {}, peers?: { min: string; max: string }) => ({
  category: 'medical-institution' as const,
  evidence: [{ indicator, ...figures }],
  ...(peers && { peers: { [indicator]: peers } }),
});
const insured = (...amounts: string[]) => ({
  category: 'insured-person' as const,
  evidence: amounts.map((amount) => ({ indicator: 'ip.impersonation', amount })),
});

export const lawCases: readonly LawCase[] = [
  {
    says: '附件6：制度建设每一例扣权重分值1/4',
    given: hospital('mi.policies', { count: 3 }),
    expects: { awarded: { 'mi.policies': '0.50' }, score: '98.50', grade: 'A' },
  },
  {
    says: '附件6：三次限期整改恰好扣完',
    given: hospital('mi.rectification', { count: 3 }),
    expects: { awarded: { 'mi.rectification': '0.00' }, score: '96.00' },
  },
  {
    says: '附件6：扣完为止，不倒扣',
    given: hospital('mi.rectification', { count: 30 }),
    expects: { score: '96.00' },
  },
  {
    says: '附件6：未按规定变更备案，不得分',
    given: hospital('mi.change-filing'),
    expects: { awarded: { 'mi.change-filing': '0.00' } },
  },
  {
    says: '附件6：数据上传故意造假，不得分',
    given: hospital('mi.data-upload', { level: 'none' }),
    expects: { awarded: { 'mi.data-upload': '0.00' } },
  },
  {
    says: '附件6：数据上传一例扣1/4',
    given: hospital('mi.data-upload', { count: 1 }),
    expects: { awarded: { 'mi.data-upload': '2.25' } },
  },
  {
    says: '附件6：价格部分公开得一半',
    given: hospital('mi.price-disclosure', { level: 'partial' }),
    expects: { awarded: { 'mi.price-disclosure': '1.00' } },
  },
  {
    says: '附件6：增幅低于5%得满分，无需比较',
    given: hospital('mi.inpatient-total-growth', { value: '4.99' }),
    expects: { awarded: { 'mi.inpatient-total-growth': '2.00' } },
  },
  {
    says: '附件6：增幅5%起按系数计分',
    given: hospital('mi.inpatient-total-growth', { value: '5' }, { min: '0', max: '20' }),
    expects: { awarded: { 'mi.inpatient-total-growth': '1.50' } },
  },
  {
    says: '附件6：系数不小于0',
    given: hospital('mi.inpatient-total-growth', { value: '25' }, { min: '0', max: '20' }),
    expects: { awarded: { 'mi.inpatient-total-growth': '0.00' } },
  },
  {
    says: '附件6：最大值等于最小值，系数为1',
    given: hospital('mi.outpatient-average-cost', { value: '80' }, { min: '80', max: '80' }),
    expects: { awarded: { 'mi.outpatient-average-cost': '2.00' } },
  },
  {
    says: '附件6：有数值而无可比数据，不予猜测',
    given: hospital('mi.outpatient-average-cost', { value: '80' }),
    expects: { error: 'missing-peers' },
  },
  {
    says: '附件6：自查自纠占比为高优指标',
    given: hospital('mi.self-correction-share', { value: '3' }, { min: '1', max: '5' }),
    expects: { awarded: { 'mi.self-correction-share': '2.50' } },
  },
  {
    says: '附件6：暂停协议3个月（含）扣1/10',
    given: hospital('mi.agreement-suspension', { months: '3' }),
    expects: { awarded: { 'mi.agreement-suspension': '5.40' } },
  },
  {
    says: '附件6：暂停协议超过3个月至6个月扣1/5',
    given: hospital('mi.agreement-suspension', { months: '3.1' }),
    expects: { awarded: { 'mi.agreement-suspension': '4.80' } },
  },
  {
    says: '附件6：暂停协议超过6个月扣1/2',
    given: hospital('mi.agreement-suspension', { months: '6.5' }),
    expects: { awarded: { 'mi.agreement-suspension': '3.00' } },
  },
  {
    says: '附件6：满意度90分得满分',
    given: hospital('mi.patient-satisfaction', { value: '90' }),
    expects: { awarded: { 'mi.patient-satisfaction': '5.00' } },
  },
  {
    says: '附件6：满意度80分（含）至90分扣1/10',
    given: hospital('mi.patient-satisfaction', { value: '80' }),
    expects: { awarded: { 'mi.patient-satisfaction': '4.50' } },
  },
  {
    says: '附件6：满意度70分（含）至80分扣1/8',
    given: hospital('mi.patient-satisfaction', { value: '79.9' }),
    expects: { awarded: { 'mi.patient-satisfaction': '4.38' } },
  },
  {
    says: '附件6：满意度小于60分扣1/2',
    given: hospital('mi.patient-satisfaction', { value: '59.99' }),
    expects: { awarded: { 'mi.patient-satisfaction': '2.50' } },
  },
  {
    says: '附件6：行政处罚一次扣权重分值1/6',
    given: hospital('mi.administrative-penalty', { count: 2 }),
    expects: { awarded: { 'mi.administrative-penalty': '12.00' }, grade: 'B' },
  },
  {
    says: '附件6：表扬嘉奖最多加2分，总分不超过100',
    given: {
      category: 'medical-institution',
      evidence: [{ indicator: 'mi.commendation', count: 5 }, { indicator: 'mi.policies' }],
    },
    expects: { score: '100.00', grade: 'A' },
  },
  {
    says: '附件6：解除协议，一票否决，分数照留',
    given: hospital('mi.agreement-terminated'),
    expects: { score: '100.00', grade: 'E', vetoed: true },
  },
  {
    says: '第二十六条第一项：连续两年E，解除服务协议',
    given: { ...hospital('mi.blacklisted'), previousGrades: ['E'] },
    expects: { grade: 'E', measure: 'agreement-termination' },
  },
  {
    says: '附件7：没有满意度调查，不得分',
    given: { category: 'pharmacy', evidence: [] },
    expects: { score: '96.00', grade: 'A', awarded: { 'ph.satisfaction': '0.00' } },
  },
  {
    says: '附件7：追回费用按（1000－实际）/1000得分',
    given: pharmacy('ph.recovered-amount', { amount: '250' }),
    expects: { awarded: { 'ph.recovered-amount': '5.25' } },
  },
  {
    says: '附件7：追回费用1000元（含）以上不得分',
    given: pharmacy('ph.recovered-amount', { amount: '1000' }),
    expects: { awarded: { 'ph.recovered-amount': '0.00' } },
  },
  {
    says: '附件7：多次罚款累计计算',
    given: {
      category: 'pharmacy',
      evidence: [
        { indicator: 'ph.fine', amount: '100' },
        { indicator: 'ph.fine', amount: '150.50' },
      ],
    },
    expects: { awarded: { 'ph.fine': '3.49' } },
  },
  {
    says: '附件7：责令停业整顿一次扣1/2',
    given: pharmacy('ph.penalty-closure'),
    expects: { awarded: { 'ph.penalty-closure': '3.00' } },
  },
  {
    says: '附件7：暂扣许可证，不得分',
    given: pharmacy('ph.licence-withheld'),
    expects: { score: '86.00', grade: 'B' },
  },
  {
    says: '附件7：奖励每次加1分，最多4分',
    given: pharmacy('ph.commendation', { count: 9 }),
    expects: { score: '100.00' },
  },
  {
    says: '附件8：违规服务一例扣1.5分',
    given: { category: 'pharmacist', evidence: [{ indicator: 'pt.dispensing-violation' }] },
    expects: { score: '98.50' },
  },
  {
    says: '附件8：收受贿赂，一票否决',
    given: { category: 'pharmacist', evidence: [{ indicator: 'pt.bribery' }] },
    expects: { grade: 'E', vetoed: true },
  },
  {
    says: '附件9：纪律处罚对医师一票否决',
    given: { category: 'doctor', evidence: [{ indicator: 'dr.disciplinary' }] },
    expects: { grade: 'E', vetoed: true },
  },
  {
    says: '附件9：行政处罚两例扣完20分',
    given: { category: 'doctor', evidence: [{ indicator: 'dr.administrative-penalty', count: 2 }] },
    expects: { score: '80.00', grade: 'C' },
  },
  {
    says: '附件10：泄露个人隐私一例扣5分',
    given: { category: 'nurse', evidence: [{ indicator: 'nu.privacy-leak', count: 2 }] },
    expects: { score: '90.00', grade: 'B' },
  },
  {
    says: '第二十六条第二项：连续三年C及以下，按最低等级再下调一级',
    given: { category: 'nurse', evidence: [], previousGrades: ['C', 'D', 'C'] },
    expects: { score: '100.00', grade: 'E', downgraded: true },
  },
  {
    says: '第二十六条第二项：其中一年为B，不下调',
    given: { category: 'nurse', evidence: [], previousGrades: ['C', 'B', 'C'] },
    expects: { grade: 'A', downgraded: false },
  },
  {
    says: '第二十六条第二项：机构不适用',
    given: { category: 'medical-institution', evidence: [], previousGrades: ['C', 'C', 'C'] },
    expects: { grade: 'A', downgraded: false },
  },
  {
    says: '附件11：低于1000元扣5分，没有损失也是查实',
    given: insured('0'),
    expects: { score: '95.00', grade: 'A' },
  },
  {
    says: '附件11：1000元（含）至2000元扣10分',
    given: insured('999.99', '0.01'),
    expects: { score: '90.00', grade: 'B' },
  },
  { says: '附件11：3000元（含）以上扣20分', given: insured('3000'), expects: { score: '80.00', grade: 'C' } },
  {
    says: '第二十六条第三项：犯罪行为否决，暂停12个月',
    given: { category: 'insured-person', evidence: [{ indicator: 'ip.crime' }] },
    expects: { grade: 'E', vetoed: true, months: 12 },
  },
  {
    says: '第二十六条第三项：60分，暂停3个月',
    given: {
      category: 'insured-person',
      evidence: ['ip.drug-resale', 'ip.impersonation'].map((indicator) => ({ indicator, amount: '5000' })),
    },
    expects: { score: '60.00', grade: 'E', months: 3 },
  },
  {
    says: '第二十六条第三项：20分，暂停9个月',
    given: {
      category: 'insured-person',
      evidence: ['ip.drug-resale', 'ip.impersonation', 'ip.credential-lending', 'ip.duplicate-benefit'].map(
        (indicator) => ({ indicator, amount: '5000' }),
      ),
    },
    expects: { score: '20.00', grade: 'E', months: 9 },
  },
  {
    says: '第二十六条第一项：督促其停止失信行为，不是责令',
    given: pharmacy('ph.blacklisted'),
    expects: { grade: 'E', worded: '可以进行责任约谈，督促其停止失信行为并立即整改' },
  },
  {
    says: '第二十六条第三项：可以暂停医保费用联网结算3至12个月',
    given: { category: 'insured-person', evidence: [{ indicator: 'ip.crime' }] },
    expects: { worded: '可以暂停医保费用联网结算3至12个月' },
  },
  {
    says: '第二十四条第二项：对C级医药服务人员，可以酌情暂停',
    given: { category: 'doctor', evidence: [{ indicator: 'dr.administrative-penalty', count: 2 }] },
    expects: { grade: 'C', worded: '可以酌情暂停其涉及医保基金使用的医药服务' },
  },
  {
    says: '第二十二条第一项：可给予优先偿付质量保证金',
    given: { category: 'medical-institution', evidence: [] },
    expects: { grade: 'A', worded: '可以优先偿付质量保证金' },
  },
  { says: '附件8的指标不能用于药店', given: pharmacy('pt.complaint'), expects: { error: 'wrong-category' } },
  { says: '没有的指标不予接受', given: pharmacy('ph.nothing'), expects: { error: 'unknown-indicator' } },
  {
    says: '满意度不能超过100分',
    given: hospital('mi.patient-satisfaction', { value: '101' }),
    expects: { error: 'invalid-case' },
  },
];
