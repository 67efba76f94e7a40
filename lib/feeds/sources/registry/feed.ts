import type { Particulars, RegistrationRecord } from '../../../../schemas/record.ts';
import { isStaff } from '../../../shared/category.ts';
import { optional, required } from '../../column.ts';
import type { Feed, Template } from '../../feed.ts';
import type { RowReader } from '../../row-reader.ts';
import { categoryWords, isSchemeOf, schemeWords } from '../../vocabulary.ts';
import { staffExports } from './staff-export.ts';

/** Columns of docs/formats.md 10.1: who the subjects are. */
export const registryColumns = {
  category: required('主体类别', 'category'),
  scheme: required('标识类型', 'scheme'),
  id: required('标识', 'id'),
  name: required('名称', 'name'),
  medinsCode: optional('医保编码', 'medinsCode'),
  level: optional('机构等级', 'level'),
  division: optional('行政区划', 'division'),
  legalRepresentative: optional('法定代表人', 'legalRepresentative'),
  legalRepresentativeId: optional('法定代表人证件号码', 'legalRepresentativeId'),
  nature: optional('单位性质', 'nature'),
  practiceScope: optional('执业范围', 'practiceScope'),
  filing: optional('注册登记(备案)', '注册登记', '注册信息', 'filing'),
  practice: optional('执业信息', 'practice'),
  employerId: optional('任职机构统一社会信用代码', 'employerId'),
  employedFrom: optional('任职开始', 'employedFrom'),
  employedTo: optional('任职结束', 'employedTo'),
  status: optional('状态', 'status'),
} as const;

type Row = RowReader<keyof typeof registryColumns>;

/** Values of 机构等级. */
export const institutionLevels: ReadonlyMap<string, NonNullable<RegistrationRecord['level']>> = new Map([
  ['一级', '1'],
  ['二级', '2'],
  ['三级', '3'],
  ['未定级', 'ungraded'],
  ['1', '1'],
  ['2', '2'],
  ['3', '3'],
  ['ungraded', 'ungraded'],
]);
/** Values of 状态. */
export const registryStatuses: ReadonlyMap<string, RegistrationRecord['status']> = new Map([
  ['正常', 'active'],
  ['在职', 'active'],
  ['active', 'active'],
  ['暂停', 'suspended'],
  ['suspended', 'suspended'],
  ['退出', 'left'],
  ['终止', 'left'],
  ['注销', 'left'],
  ['离职', 'left'],
  ['left', 'left'],
]);

function read(row: Row): RegistrationRecord | undefined {
  const category = row.oneOf('category', categoryWords);
  const scheme = row.oneOf('scheme', schemeWords);
  const id = scheme && row.identifier('id', scheme);
  const name = row.required('name');
  if (category && scheme && !isSchemeOf(scheme, category)) {
    row.find('scheme', 'scheme-mismatch', 'A subject of this category has no number of this kind.');
  }
  const medinsCode = row.has('medinsCode') ? row.identifier('medinsCode', 'medins-code') : undefined;
  const level = row.has('level') ? row.oneOf('level', institutionLevels) : undefined;
  const status = row.has('status') ? row.oneOf('status', registryStatuses) : 'active';
  const division = row.text('division');
  if (division && !/^\d{6}$/.test(division))
    row.find('division', 'invalid-division', 'GB/T 2260 codes have six digits.');
  const legalRepresentative = readRepresentative(row);
  const particulars = readParticulars(row);
  const employment = readEmployment(row, category !== undefined && isStaff(category));
  if (row.findings.length > 0 || !category || !scheme || !id || !name || !status) return undefined;
  return {
    type: 'registration',
    subject: { category, scheme, id, name },
    status,
    ...(medinsCode && { medinsCode }),
    ...(level && { level }),
    ...(division && { division }),
    ...(particulars && { particulars }),
    ...(legalRepresentative && { legalRepresentative }),
    ...(employment && { employment }),
  };
}

const particularColumns = ['nature', 'practiceScope', 'filing', 'practice'] as const;

/** Basic information of Art. 10, in the registry's own words. */
function readParticulars(row: Row): Particulars | undefined {
  const filled = particularColumns.flatMap((column) =>
    row.has(column) ? [[column, row.text(column)] as const] : [],
  );
  return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

function readRepresentative(row: Row): RegistrationRecord['legalRepresentative'] {
  const residentId = row.has('legalRepresentativeId')
    ? row.identifier('legalRepresentativeId', 'resident-id')
    : undefined;
  const name = row.text('legalRepresentative');
  if (!residentId && !name) return undefined;
  return { ...(name && { name }), ...(residentId && { residentId }) };
}

function readEmployment(row: Row, isStaffRow: boolean): RegistrationRecord['employment'] {
  const from = row.day('employedFrom');
  const to = row.day('employedTo');
  if (!row.has('employerId')) return undefined;
  if (!isStaffRow) {
    return row.find(
      'employerId',
      'employment-mismatch',
      'Only pharmacists, doctors and nurses are employed here.',
    );
  }
  if (from && to && to < from)
    row.find('employedTo', 'dates-contradict', 'The employment ends before it begins.');
  const employerId = row.identifier('employerId', 'uscc');
  return employerId ? { employerId, ...(from && { from }), ...(to && { to }) } : undefined;
}

const template: Template = {
  name: 'registry',
  columns: registryColumns,
  ignores: ['备注', 'remark'],
  read: (row) => read(row as Row),
};

/** The registry: subjects, employers of staff, and representatives of institutions. It comes monthly. */
export const registry: Feed = {
  source: 'registry',
  templates: [template, ...staffExports],
};
