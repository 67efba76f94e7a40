import type { ColumnDefinition } from '../feed.ts';

const required = (...names: string[]): ColumnDefinition => ({ names, required: true });
const optional = (...names: string[]): ColumnDefinition => ({ names });

/** Columns of every 双公示 penalty template of 2018 and later (records.md 1.2). */
export const commonColumns = {
  name: required('行政相对人名称', 'CF_XDR_MC'),
  documentNumber: required('行政处罚决定书文号', 'CF_WSH'),
  behaviour: required('违法行为类型', 'CF_WFXW'),
  facts: required('违法事实', 'CF_SY'),
  basis: required('处罚依据', 'CF_YJ'),
  kinds: required('处罚类别', 'CF_CFLB'),
  content: required('处罚内容', 'CF_NR'),
  fine: required('罚款金额(万元)', '处罚金额(万元)', 'CF_NR_FK', '罚款金额'),
  confiscated: required('没收违法所得、没收非法财物的金额(万元)', 'CF_NR_WFFF'),
  licence: required('暂扣或吊销证照名称及编号', 'CF_NR_ZKDX'),
  decidedOn: required('处罚决定日期', 'CF_JDRQ'),
  validUntil: required('处罚有效期', 'CF_YXQ'),
  publicUntil: required('公示截止期', 'CF_GSJZQ'),
  authority: required('处罚机关', 'CF_CFJG'),
  authorityId: required('处罚机关统一社会信用代码', 'CF_CFJGDM'),
  remark: optional('备注', 'BZ', 'CF_BZ'),
} as const;

/** Columns of 法人 and merged templates. */
export const organisationColumns = {
  uscc: required('行政相对人代码(统一社会信用代码)', '统一社会信用代码', 'CF_XDR_SHXYM'),
} as const;

/** Columns of 自然人 and merged templates. */
export const personColumns = {
  certType: required('证件类型', '自然人证件类型', 'CF_XDR_ZJLX'),
  certNumber: required('证件号码', '自然人证件号码', 'CF_XDR_ZJHM'),
} as const;

export const subjectKindColumn = { subjectKind: optional('行政相对人类别', 'CF_XDR_LB') } as const;

/** Known, and of no use here: other codes, the legal representative (the registry says it), the platform's own fields. */
export const ignoredPenaltyColumns = [
  '行政相对人代码_2(工商注册号)',
  '行政相对人代码_3(组织机构代码)',
  '行政相对人代码_4(税务登记号)',
  '行政相对人代码_5(事业单位证书号)',
  '行政相对人代码_6(社会组织登记证号)',
  'CF_XDR_GSZC',
  'CF_XDR_ZZJG',
  'CF_XDR_SWDJ',
  'CF_XDR_SYDW',
  'CF_XDR_SHZZ',
  '法定代表人',
  'CF_FRDB',
  '法定代表人身份证号',
  'CF_FR_SFZH',
  '法定代表人证件类型',
  'CF_FR_ZJLX',
  '法定代表人证件号码',
  'CF_FR_ZJHM',
  '数据来源单位',
  'CF_SJLY',
  '数据来源单位统一社会信用代码',
  'CF_SJLYDM',
  '数据导出时间',
  'ID',
  'RESOURCE_ID',
  'CHECK_FLAG',
  'CREATE_DEPT_NAME',
] as const;
