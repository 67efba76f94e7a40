import type { AnswerOf } from '../api/operation-types.ts';

type Run = AnswerOf<'GET /v1/feeds/runs/{runId}'>;
type Review = AnswerOf<'GET /v1/reviews'>['reviews'][number];
type File = AnswerOf<'POST /v1/files/query'>;
type Category = File['basic']['category'];
type Decision = File['dishonesty'][number];

/** Official terms of the codes that the answers have. */
export const categoryNames: Readonly<Record<Category, string>> = {
  'medical-institution': '定点医疗机构',
  pharmacy: '定点零售药店',
  pharmacist: '药师',
  doctor: '医师',
  nurse: '护士',
  'insured-person': '参保人',
  employer: '用人单位',
  'third-party': '第三方机构',
};

export const categoryName = (category: string): string => categoryNames[category as Category] ?? category;

export const schemeNames: Readonly<Record<File['basic']['scheme'], string>> = {
  uscc: '统一社会信用代码',
  'resident-id': '居民身份证号码',
  'medins-code': '医保编码',
};

export const subjectStatusNames: Readonly<Record<File['basic']['status'], string>> = {
  active: '正常',
  suspended: '暂停',
  left: '退出',
  merged: '已合并',
};

export const runStatusNames: Readonly<Record<Run['status'], string>> = {
  running: '处理中',
  completed: '已完成',
  held: '待放行',
  failed: '未读取',
};

export const reviewKindNames: Readonly<Record<Review['kind'], string>> = {
  suspension: '惩戒待生效',
  objection: '异议决定',
  repair: '修复决定',
  'refusal-objection': '不予修复的异议',
  act: '办理（解除惩戒）',
  finding: '查处结果待认定',
  cycle: '年度评价',
  policy: '参数调整',
  record: '无主记录的撤销',
};

export const sanctionNames: Readonly<Record<string, string>> = {
  'settlement-suspension': '暂停医保费用联网结算',
  'service-suspension': '暂停医保服务',
  'service-stop': '停止医保服务',
};

export const decisionStatusNames: Readonly<Record<Decision['status'], string>> = {
  standing: '有效',
  amended: '已变更',
  contested: '有争议',
  revoked: '已撤销',
  'struck-out': '异议成立，不计',
  repaired: '已修复',
};

/** Kinds of rules of the tables (`lib/scoring/rules/`). */
export const ruleNames: Readonly<Record<string, string>> = {
  'all-or-nothing': '出现即不得分',
  'amount-linear': '按金额在限额内比例扣减',
  banded: '按区间扣减',
  bonus: '加分项',
  'disclosure-level': '按公开程度得分',
  'peer-coefficient': '按同类得分系数',
  'points-per-case': '每例扣固定分值',
  'share-per-case': '每例扣分值的几分之一',
  veto: '一票否决',
};

export const basisNames: Readonly<Record<string, string>> = {
  evidence: '有记录',
  'no-evidence': '无记录',
};

/** What a person can do, in words of the roles (`docs/interfaces.md`, Tokens and scopes). */
export const scopeNames: Readonly<Record<string, string>> = {
  'runs:read': '查看批次',
  'quarantine:write': '待人工办理',
  'files:read': '查阅信用档案',
  'review:write': '复核',
  'casework:write': '异议与修复',
  'cycles:write': '年度评价',
  'deliveries:write': '推送与对账',
  'policy:write': '规则与参数',
  'audit:read': '查询留痕',
};

/** Templates of the sources, as their guides name them. */
const templateNames: Readonly<Record<string, string>> = {
  registry: '信用主体登记信息',
  'penalties-merged': '行政处罚信息（法人和自然人）',
  'penalties-legal-person': '行政处罚信息（法人）',
  'penalties-natural-person': '行政处罚信息（自然人）',
  findings: '医疗保障查处信息',
  'disciplinary-sheet': '党纪政务处分信息',
  'defaulters-full': '失信被执行人名单（全量）',
  'defaulters-changes': '失信被执行人变更信息',
  'serious-dishonesty-organisations': '严重失信主体名单（法人）',
  'serious-dishonesty-persons': '严重失信主体名单（自然人）',
  'department-penalties': '部门行政处罚信息',
  'serious-violation-list': '严重违法失信名单',
  'abnormal-operation-list': '经营异常名录',
};

export const templateName = (template: string): string => templateNames[template] ?? template;
