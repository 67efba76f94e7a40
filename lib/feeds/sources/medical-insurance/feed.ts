import type { DecisionRecord } from '../../../../schemas/record.ts';
import { authorityKind } from '../../../regulation/authorities.ts';
import { commendationIndicators } from '../../../regulation/commendations.ts';
import { isStaff } from '../../../shared/category.ts';
import { optional, required } from '../../column.ts';
import type { Feed, ReadContext, SourceSettings, Template } from '../../feed.ts';
import type { RowReader } from '../../row-reader.ts';
import { categoryWords, isSchemeOf, schemeWords } from '../../vocabulary.ts';

/** Columns of docs/formats.md 9: one finding a row. */
export const findingColumns = {
  documentNumber: required('文书号', 'documentNumber'),
  category: required('主体类别', 'category'),
  scheme: required('标识类型', 'scheme'),
  id: required('标识', 'id'),
  name: required('名称', 'name'),
  indicator: required('指标代码', 'indicator'),
  matter: optional('事项', 'matter'),
  decidedOn: required('决定日期', 'decidedOn'),
  actOn: optional('行为日期', 'actOn'),
  count: optional('次数', 'count'),
  amount: optional('金额(元)', 'amount'),
  months: optional('月数', 'months'),
  value: optional('数值', 'value'),
  level: { ...optional('等级', 'level'), saysNone: true },
  status: optional('状态(正常|撤销|变更)', '状态', 'status'),
  authority: required('决定机关', 'authority'),
  authorityId: optional('决定机关统一社会信用代码', 'authorityId'),
  employerId: optional('所在机构统一社会信用代码', 'employerId'),
  remark: optional('备注', 'remark'),
} as const;

type Row = RowReader<keyof typeof findingColumns>;
type Finding = Extract<DecisionRecord['content'], { kind: 'finding' }>;

/** Values of 状态. */
export const findingStatuses: ReadonlyMap<string, DecisionRecord['status']> = new Map([
  ['正常', 'original'],
  ['normal', 'original'],
  ['original', 'original'],
  ['撤销', 'revocation'],
  ['revocation', 'revocation'],
  ['revoked', 'revocation'],
  ['变更', 'amendment'],
  ['amendment', 'amendment'],
  ['amended', 'amendment'],
]);
/** Values of 等级, of a finding about how far something is disclosed. */
export const disclosureLevels: ReadonlyMap<string, NonNullable<Finding['level']>> = new Map([
  ['full', 'full'],
  ['partial', 'partial'],
  ['none', 'none'],
  ['全部', 'full'],
  ['部分', 'partial'],
  ['未公开', 'none'],
  ['无', 'none'],
]);
/** 等级 of a commendation: the level of the authority that gave it. */
export const authorityLevels: ReadonlyMap<string, NonNullable<Finding['authorityLevel']>> = new Map([
  ['national', 'national'],
  ['region', 'region'],
  ['prefecture', 'prefecture'],
  ['county', 'county'],
  ['国家级', 'national'],
  ['自治区级', 'region'],
  ['省级', 'region'],
  ['地市级', 'prefecture'],
  ['地(市)级', 'prefecture'],
  ['市级', 'prefecture'],
  ['县级', 'county'],
  ['县(区)级', 'county'],
  ['区县级', 'county'],
]);

function read(row: Row, { today, checkFinding, settings }: ReadContext): DecisionRecord | undefined {
  const documentNumber = row.required('documentNumber');
  const subject = readSubject(row);
  const decidedOn = row.pastDay('decidedOn', today);
  const actOn = row.day('actOn');
  if (actOn && decidedOn && actOn > decidedOn) {
    row.find('actOn', 'dates-contradict', 'The act lies after the decision about it.');
  }
  const status = row.has('status') ? row.oneOf('status', findingStatuses) : 'original';
  const content = readFinding(row, settings);
  const authority = row.required('authority');
  const authorityId = row.has('authorityId') ? row.identifier('authorityId', 'uscc') : undefined;
  const employerId = readEmployer(row, subject);
  if (subject && content && decidedOn && row.findings.length === 0 && status !== 'revocation') {
    const fault = checkFinding({ category: subject.category, decidedOn }, content);
    if (fault) row.find(columnOf(fault.field), fault.code, `${fault.message}.`);
  }
  if (
    row.findings.length > 0 ||
    !documentNumber ||
    !subject ||
    !decidedOn ||
    !status ||
    !content ||
    !authority
  )
    return undefined;
  return {
    type: 'decision',
    subject,
    documentNumber,
    authority: {
      name: authority,
      kind: authorityKind(authority, 'medical-insurance'),
      ...(authorityId && { id: authorityId }),
    },
    decidedOn,
    ...(actOn && { actOn }),
    status,
    content,
    ...(employerId && { employerId }),
    ...(row.has('matter') && { matter: row.text('matter') }),
    usage: settings.usage,
  };
}

const columnOf = (field: string): keyof typeof findingColumns =>
  Object.hasOwn(findingColumns, field) ? (field as keyof typeof findingColumns) : 'indicator';

function readSubject(row: Row) {
  const category = row.oneOf('category', categoryWords);
  const scheme = row.oneOf('scheme', schemeWords);
  const id = scheme && row.identifier('id', scheme);
  const name = row.required('name');
  if (category && scheme && !isSchemeOf(scheme, category)) {
    return row.find('scheme', 'scheme-mismatch', 'A subject of this category has no number of this kind.');
  }
  return category && scheme && id && name ? { category, scheme, id, name } : undefined;
}

function readEmployer(row: Row, subject: ReturnType<typeof readSubject>): string | undefined {
  if (!row.has('employerId')) return undefined;
  return subject && !isStaff(subject.category)
    ? row.find('employerId', 'employment-mismatch', 'Only pharmacists, doctors and nurses are employed here.')
    : row.identifier('employerId', 'uscc');
}

function readFinding(row: Row, settings: SourceSettings): Finding | undefined {
  const indicator = row.required('indicator')?.toLowerCase();
  const count = row.count('count');
  const amount = readAmount(row, settings);
  const months = row.amount('months', { atMost: 1200 });
  const value = row.decimal('value');
  const isCommendation = indicator !== undefined && commendationIndicators.has(indicator);
  const level = !isCommendation && row.has('level') ? row.oneOf('level', disclosureLevels) : undefined;
  const authorityLevel = isCommendation && row.has('level') ? row.oneOf('level', authorityLevels) : undefined;
  if (!indicator) return undefined;
  return {
    kind: 'finding',
    indicator,
    ...(count !== undefined && { count }),
    ...(amount !== undefined && { amount }),
    ...(months !== undefined && { months }),
    ...(value !== undefined && { value }),
    ...(level !== undefined && { level }),
    ...(authorityLevel !== undefined && { authorityLevel }),
  };
}

function readAmount(row: Row, { amountUnit, amountLimitCny }: SourceSettings): string | undefined {
  const found = row.money('amount', amountUnit);
  return found?.gt(amountLimitCny)
    ? row.find('amount', 'amount-out-of-bounds', beyondLimit)
    : found?.toFixed();
}

const beyondLimit =
  'The amount is above the limit of this source. Is the unit right (元, 万元)? Correct it, or have the limit raised.';

const template: Template = {
  name: 'findings',
  columns: findingColumns,
  ignores: [],
  read: (row, context) => read(row as Row, context),
};

/** The bureau's own findings (医保查处), one indicator a row. */
export const medicalInsurance: Feed = {
  source: 'medical-insurance',
  templates: [template],
};
