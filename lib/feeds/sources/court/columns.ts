import { optional, required } from '../../column.ts';

/**
 * 失信被执行人 (docs/formats.md 7.1): the site's names in any case, pinyin initials (F_…), the 信用黑名单 view (CASE_NO …), and
 * Chinese headers. Names and numbers of the last two are to be confirmed.
 */
export const courtColumns = {
  name: required(
    '被执行人姓名/名称',
    '被执行人姓名',
    '被执行人名称',
    '姓名/名称',
    '失信被执行人名称',
    'iname',
    'name',
    'F_XM',
    'F_MC',
  ),
  number: required(
    '身份证号码/组织机构代码',
    '身份证号码/统一社会信用代码',
    '身份证号码',
    '组织机构代码',
    '统一社会信用代码',
    '证件号码',
    'cardNum',
    'CARD_NUM',
    'CARD_NO',
    'F_ZJHM',
  ),
  caseCode: required('案号', 'caseCode', 'F_AH', 'CASE_NO'),
  court: required('执行法院', '执行单位', 'courtName', 'F_ZXFY', 'EXECUTE_DEPT'),
  listedOn: required('发布时间', '发布日期', 'publishDate', 'publishDateStamp', 'F_FBSJ', 'PUBLISH_DATE'),
  filedOn: optional('立案时间', '立案日期', 'regDate', 'F_LASJ', 'REGISTER_DATE'),
  partyType: optional('失信人类型', '被执行人类型', 'partyTypeName', 'type'),
  age: optional('年龄', 'age'),
  sex: optional('性别', 'sexy', 'sex'),
  representative: optional('法定代表人或者负责人姓名', '法定代表人', '法定代表人或负责人', 'businessEntity'),
  conduct: optional('失信被执行人行为具体情形', '具体情形', 'disruptTypeName', 'F_JTQX'),
  performance: optional('被执行人的履行情况', '履行情况', 'performance'),
} as const;

/** Columns of a change: the state of the entry, and its day. */
export const changeColumns = {
  state: required('状态', '操作', 'state', 'operation'),
  changedOn: optional('变更日期', '变更时间', '更新时间', 'updateDate', 'changeDate'),
  changeNumber: optional('变更文号', '移出文号', '撤销文号'),
} as const;

/** What the search engine adds whose answers carry the court's list. */
const ofSearchEngines = [
  'StdStg',
  'StdStl',
  '_update_time',
  'loc',
  'lastmod',
  'changefreq',
  'priority',
  'sitelink',
  'focusNumber',
  'SiteId',
  '_version',
  '_select_time',
] as const;

/** Known and not used. EXPIRATION_DATE ends the term of a listing, which the court can extend. It is not a removal. */
export const ignoredCourtColumns = [
  'id',
  '记录号',
  '序号',
  '省份',
  'areaName',
  'AREA_NAME',
  '执行依据文号',
  'gistId',
  'F_ZXYJWH',
  'EXECUTE_REFRENCE_NO',
  'EXECUTE_REFERENCE_NO',
  '作出执行依据单位',
  'gistUnit',
  '生效法律文书确定的义务',
  'duty',
  '已履行',
  '已履行部分',
  'performedPart',
  'F_YLXBF',
  '未履行',
  '未履行部分',
  'unperformPart',
  'F_WLXBF',
  'EXPIRATION_DATE',
  ...ofSearchEngines,
] as const;
