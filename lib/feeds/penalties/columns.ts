import { optional, required } from '../column.ts';

/**
 * Columns that every 双公示 penalty template since 2018 has (docs/formats.md 6.2). Columns that only some kinds of penalty
 * need are optional.
 */
export const commonColumns = {
  name: required('行政相对人名称', 'CF_XDR_MC'),
  documentNumber: required('行政处罚决定书文号', 'CF_WSH'),
  behaviour: required('违法行为类型', 'CF_WFXW'),
  facts: required('违法事实', 'CF_SY'),
  basis: required('处罚依据', 'CF_YJ'),
  kinds: required('处罚类别', 'CF_CFLB'),
  content: required('处罚内容', 'CF_NR'),
  fine: optional('罚款金额(万元)', '处罚金额(万元)', 'CF_NR_FK', '罚款金额'),
  confiscated: optional('没收违法所得、没收非法财物的金额(万元)', 'CF_NR_WFFF'),
  licence: optional('暂扣或吊销证照名称及编号', 'CF_NR_ZKDX'),
  decidedOn: required('处罚决定日期', 'CF_JDRQ'),
  validUntil: required('处罚有效期', 'CF_YXQ'),
  publicUntil: required('公示截止期', 'CF_GSJZQ'),
  authority: required('处罚机关', 'CF_CFJG'),
  authorityId: required('处罚机关统一社会信用代码', 'CF_CFJGDM'),
  remark: optional('备注', 'BZ', 'CF_BZ'),
  state: optional('当前状态', 'CF_ZT'),
  usage: optional('信息使用范围', 'CF_SYFW'),
} as const;

/** Columns of the 法人 and merged templates. */
export const organisationColumns = {
  uscc: required('行政相对人代码(统一社会信用代码)', '统一社会信用代码', 'CF_XDR_SHXYM'),
  organisationCode: optional('行政相对人代码(组织机构代码)', 'CF_XDR_ZZJG'),
  representative: optional('法定代表人', 'CF_FRDB'),
} as const;

/** Columns of the 自然人 and merged templates. */
export const personColumns = {
  certType: required('证件类型', '自然人证件类型', 'CF_XDR_ZJLX'),
  certNumber: required('证件号码', '自然人证件号码', 'CF_XDR_ZJHM'),
} as const;

export const subjectKindColumn = { subjectKind: optional('行政相对人类别', 'CF_XDR_LB') } as const;

/** Known and not used: other codes, the representative's number (the registry states it), the platform's own fields. */
export const ignoredPenaltyColumns = [
  '行政相对人代码_2(工商注册号)',
  '行政相对人代码_4(税务登记号)',
  '行政相对人代码_5(事业单位证书号)',
  '行政相对人代码_6(社会组织登记证号)',
  'CF_XDR_GSZC',
  'CF_XDR_SWDJ',
  'CF_XDR_SYDW',
  'CF_XDR_SHZZ',
  '法定代表人身份证号',
  'CF_FR_SFZH',
  '法定代表人证件类型',
  'CF_FR_ZJLX',
  '法定代表人证件号码',
  'CF_FR_ZJHM',
  '失信严重程度',
  'CF_SXYZCD',
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

/**
 * Columns of the template of 2015 (双公示 V1, docs/formats.md 6.3). It has no amounts, and gives an authority only by
 * name.
 */
export const firstColumns = {
  name: required('行政相对人名称', 'CF_XDR_MC'),
  documentNumber: required('行政处罚决定书文号', 'CF_WSH'),
  title: required('处罚名称', 'CF_CFMC'),
  kinds: required('处罚类别1', 'CF_CFLB1'),
  moreKinds: optional('处罚类别2', 'CF_CFLB2'),
  facts: required('处罚事由', 'CF_SY'),
  basis: required('处罚依据', 'CF_YJ'),
  content: required('处罚结果', 'CF_JG'),
  uscc: required('行政相对人代码(统一社会信用代码)', '统一社会信用代码', 'CF_XDR_SHXYM'),
  organisationCode: optional('行政相对人代码(组织机构代码)', 'CF_XDR_ZDM'),
  registrationNumber: optional('行政相对人代码(工商登记码)', 'CF_XDR_GSDJ'),
  taxNumber: optional('行政相对人代码(税务登记号)', 'CF_XDR_SWDJ'),
  idNumber: required('行政相对人代码(居民身份证号)', '居民身份证号', 'CF_XDR_SFZ'),
  representative: optional('法定代表人姓名', '法定代表人', 'CF_FR'),
  decidedOn: required('处罚决定日期', 'CF_JDRQ'),
  authority: required('处罚机关', 'CF_XZJG', 'CF_XZBM'),
  state: required('当前状态', 'CF_ZT'),
  division: optional('地方编码', 'DFBM'),
  updatedOn: optional('数据更新时间戳', 'SJC'),
  publicUntil: optional('公示截止期', 'CF_GSJZQ'),
  usage: optional('信息使用范围', 'CF_SYFW'),
  remark: optional('备注', 'BZ', 'CF_BZ'),
} as const;

export const ignoredFirstColumns = [
  '行政处罚编码',
  'CF_BM',
  '失信严重程度',
  'CF_SXYZCD',
  '数据导出时间',
  'ID',
] as const;
