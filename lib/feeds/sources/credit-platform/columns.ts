import { optional, required } from '../../column.ts';

/** Columns of every table of the platform (docs/formats.md 7.3). `status` is the platform's state of the row. */
export const platformColumns = {
  state: optional('status'),
  providedOn: optional('提供日期', 'tgrq'),
} as const;

const listColumns = {
  ...platformColumns,
  authority: required('认定单位', '认定部门', 'rddw', 'abnormalRecDept'),
  documentNumber: optional('认定文号', 'rdwh'),
  listedOn: required(
    '列入严重失信主体名单日期',
    '确认严重失信日期',
    '认定日期',
    '列入日期',
    'qryzsxrq',
    'rdrq',
    'abnormalDate',
  ),
  removedOn: optional('移出严重失信主体名单日期', '移出日期', 'ycrq', 'unAbnormalDate'),
  removalNumber: optional('移出文号', 'ycwh'),
  reason: required('主要失信事实', '严重失信主体名单认定依据', 'zysxss', 'abnormalReason'),
  /** The end of display (公示截止期). The listing continues until it is removed. */
  publicUntil: optional('公示截止期', 'gsjzq'),
} as const;

/** YW_L_HEIMINGDAN, and lists of ministries with Chinese or camel-case names. */
export const organisationColumns = {
  ...listColumns,
  name: required('机构全称', '企业名称', '主体名称', 'jgqc', 'entName', 'companyName'),
  uscc: optional('统一社会信用代码', 'tyshxydm', 'creditCode'),
  organisationCode: optional('组织机构代码', 'zzjgdm'),
  registrationNumber: optional('工商注册号', 'gszch'),
  representative: optional('法定代表人', 'fddbr'),
  manager: optional('负责人', 'fzrxm'),
} as const;

/** YW_P_GRHEIMINGDAN. */
export const personColumns = {
  ...listColumns,
  name: required('姓名', 'xm'),
  certType: optional('证件类型', 'zjlx'),
  certNumber: required('身份证号', '身份证号码', '证件号码', 'sfzh'),
} as const;

/** YW_L_XZCF: penalties of departments outside 双公示. Amounts are in yuan (to be confirmed; the setting states it). */
export const penaltyColumns = {
  ...platformColumns,
  documentNumber: required('处罚决定书文号', '行政处罚决定书文号', 'cfjdswh'),
  name: required('被处罚当事人', 'cfcsz'),
  certType: required('被处罚当事人证件类型', 'cfcszzjlx'),
  certNumber: required('被处罚当事人证件号码', 'cfcszzjhm'),
  title: optional('处罚名称', 'cfmc'),
  kinds: required('处罚种类', 'cfzl'),
  content: required('处罚结果', 'cfjg'),
  decidedOn: required('处罚决定日期', 'cfjdrq'),
  authority: required('处罚决定机关名称', 'cfjdjgmc'),
  fine: optional('罚款金额', '罚款金额(元)', 'fkje'),
  confiscated: optional('没收金额', '没收金额(元)', 'msje'),
} as const;

/** Fields of the platform itself, addresses, and columns that no rule uses. */
export const ignoredPlatformColumns = [
  '注册地址',
  'zcdz',
  '行政处理处罚或法院判决决定的主要内容',
  '行政处理决定内容',
  'scfzynr',
  'xzcljdnr',
  '交换单位全称',
  'jhdwqc',
  '信息提供部门编码',
  '信息提供部门名称',
  'bmbm',
  'bmmc',
  '任务编号',
  'rwbh',
  'dqzt',
  '备注',
  'bz',
  'xzcfbm',
  'cfsy',
  'cfyj',
  'wfxwlx',
  'cfdj',
  'zxqk',
  'zxwcrq',
  'recid',
  'id',
  '序号',
] as const;
