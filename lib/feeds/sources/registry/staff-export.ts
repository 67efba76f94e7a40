import type { RegistrationRecord } from '../../../../schemas/record.ts';
import type { Day } from '../../../shared/day.ts';
import { tidyIdentifier } from '../../../shared/identifiers.ts';
import { isResidentType, otherDocument } from '../../certificate.ts';
import { required } from '../../column.ts';
import type { ReadContext, Template } from '../../feed.ts';
import type { RowReader } from '../../row-reader.ts';

/** Columns of both exports of a medical-insurance centre, in order (docs/formats.md 10.2). The files have no header. */
const staffColumns = (code: string, certificate: string) =>
  [
    '医疗机构编码',
    '医疗机构名称',
    code,
    '姓名',
    '性别',
    '身份证件类型',
    '身份证件号码',
    '人员状态',
    '合同起始时间',
    '合同截止时间',
    certificate,
    '执业医疗机构名称',
    '执业类别',
  ] as const;
const nurseColumns = [...staffColumns('医保护士代码', '护士执业证书编码'), '专业技术职务'];
const doctorColumns = [
  ...staffColumns('医保医生代码', '医生执业证书编码'),
  '执业范围',
  '执业级别',
  '专业技术职务',
];

const columnsRead = (code: string) =>
  ({
    institutionCode: required('医疗机构编码'),
    medinsCode: required(code),
    name: required('姓名'),
    certType: required('身份证件类型'),
    certNumber: required('身份证件号码'),
    status: required('人员状态'),
    from: required('合同起始时间'),
    to: required('合同截止时间'),
  }) as const;

type Row = RowReader<keyof ReturnType<typeof columnsRead>>;

const statuses: ReadonlyMap<string, RegistrationRecord['status']> = new Map([
  ['在职', 'active'],
  ['在岗', 'active'],
  ['正常', 'active'],
  ['返聘', 'active'],
  ['暂停', 'suspended'],
  ['中止', 'suspended'],
  ['离职', 'left'],
  ['离岗', 'left'],
  ['退休', 'left'],
  ['终止', 'left'],
  ['注销', 'left'],
  ['死亡', 'left'],
]);

const institutionCode = /^[HP]\d{11}$/;

/**
 * A template of staff. Certificates of practice and titles differ in form by year and place; they are not read, so that
 * none makes a row fail.
 */
const staffTemplate = (
  category: 'nurse' | 'doctor',
  { code, letter, names }: { code: string; letter: RegExp; names: readonly string[] },
): Template => {
  const columns = columnsRead(code);
  const read = new Set(Object.values(columns).flatMap((column) => column.names));
  return {
    name: `staff-${category}s`,
    columns,
    ignores: names.filter((name) => !read.has(name)),
    headerless: {
      names,
      recognises: (cells) => {
        const [institution = '', , person = ''] = cells.map(tidyIdentifier);
        if (!institutionCode.test(institution)) return false;
        return person === '' ? cells.length === names.length : letter.test(person) && isAsLong(cells, names);
      },
    },
    read: (row, context) => readStaff(row as Row, context, category),
  };
};

/**
 * True when the row has the length of a staff export. Blank cells at the end may be missing, or there may be one more.
 * Up to 人员状态 every cell is filled in.
 */
function isAsLong(cells: readonly string[], names: readonly string[]): boolean {
  const filled = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  return filled > names.indexOf('人员状态') && filled <= names.length;
}

/** The staff exports: nurses in 14 columns, doctors in 16. */
export const staffExports: readonly Template[] = [
  staffTemplate('nurse', { code: '医保护士代码', letter: /^N\d{12}$/, names: nurseColumns }),
  staffTemplate('doctor', { code: '医保医生代码', letter: /^D\d{12}$/, names: doctorColumns }),
];

function readStaff(
  row: Row,
  { today }: ReadContext,
  category: 'nurse' | 'doctor',
): RegistrationRecord | undefined {
  const name = row.required('name');
  const id = readNumber(row);
  const employerId = row.identifier('institutionCode', 'medins-code');
  if (employerId && !institutionCode.test(employerId)) {
    row.find(
      'institutionCode',
      'invalid-identifier',
      'Codes of institutions begin with H or P. Correct the code.',
    );
  }
  const medinsCode = row.has('medinsCode') ? row.identifier('medinsCode', 'medins-code') : undefined;
  const status = row.required('status') && row.oneOf('status', statuses);
  const from = row.day('from');
  const contractEnd = row.lastDay('to');
  if (from && contractEnd && contractEnd < from)
    row.find('to', 'dates-contradict', 'The contract ends before it begins. Correct one of the days.');
  if (row.findings.length > 0 || !name || !id || !employerId || !status) return undefined;
  const to = endOf(contractEnd, status, today);
  return {
    type: 'registration',
    subject: { category, scheme: 'resident-id', id, name },
    status,
    ...(medinsCode && { medinsCode }),
    employment: {
      employerId,
      employerScheme: 'medins-code',
      ...(from && { from }),
      ...(to && { to }),
    },
  };
}

/**
 * The end of employment. Someone still in service after the end of the contract continues to work there, so the
 * employment has no end.
 */
const endOf = (
  contractEnd: Day | undefined,
  status: RegistrationRecord['status'],
  today: Day,
): Day | undefined => (contractEnd && contractEnd < today && status !== 'left' ? undefined : contractEnd);

function readNumber(row: Row): string | undefined {
  const type = row.required('certType');
  if (type === undefined || isResidentType(type)) return row.identifier('certNumber', 'resident-id');
  return otherDocument(row, 'certType');
}
