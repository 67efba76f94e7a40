import type { DecisionRecord } from '../../../../schemas/record.ts';
import { optional, required } from '../../column.ts';
import type { ReadContext, Template, Unidentified } from '../../feed.ts';
import { listingOf, naturalNumber, readInterval } from '../../lists/listing.ts';
import { matterOf } from '../../matter.ts';
import { decisionAbout, readParty } from '../../party.ts';
import type { RowReader } from '../../row-reader.ts';

/** Columns of both lists (docs/formats.md 7.2). Where a spelling has both code and text, `…Text` is the text. */
const commonColumns = {
  name: required('企业(机构)名称', '企业名称', '名称', 'EntName'),
  uscc: optional('统一社会信用代码', '统一社会信用代码/注册号', 'uniscid'),
  registrationNumber: optional('注册号', 'RegNo'),
  representative: optional(
    '法定代表人',
    '法定代表人/负责人',
    '法定代表人(负责人)',
    '法定代表人/负责人姓名',
    'Name',
  ),
  listedOn: required('列入日期', 'AbnTime'),
  authority: required('作出决定机关(列入)', '列入决定机关', '列入作出决定机关', 'DeCorg', 'DeCorg_CN'),
  authorityText: optional('DeCorg_CN'),
  documentNumber: optional('列入文号', '列入决定书文号', 'DeDocNum'),
  removedOn: optional('移出日期', 'RemDate'),
  removalNumber: optional('移出文号', '移出决定书文号', 'ReCorgNum'),
} as const;

const ignored = [
  '主体身份代码',
  'PriPID',
  'CerType',
  'CerNO',
  '证件类型',
  '证件号码',
  '法定代表人证件类型',
  '法定代表人证件号码',
  '移出决定机关',
  '作出决定机关(移出)',
  '移出作出决定机关',
  'ReCorg',
  'ReCorg_CN',
  'ReDecOrg',
  'ReDecOrg_CN',
  'CreateTime',
  '时间戳',
  'type',
  '序号',
] as const;

export const violationColumns = {
  ...commonColumns,
  listingId: optional('严重违法失信ID', 'Illid'),
  reason: required(
    '列入事由/情形',
    '列入事由',
    '列入情形',
    '列入严重违法失信名单原因',
    '列入严重违法失信企业名单原因',
    '列入严重违法失信企业名单(黑名单)原因',
    'Serillrea',
    'Serillrea_CN',
  ),
  reasonText: optional('Serillrea_CN'),
  removalReason: optional(
    '移出事由',
    '移出严重违法失信名单原因',
    '移出严重违法失信企业名单原因',
    '移出严重违法失信企业名单(黑名单)原因',
    'PeMexcPrexs',
    'RemExcpRes',
    'PeMexcPrexs_CN',
    'RemExcpRes_CN',
  ),
  removalReasonText: optional('PeMexcPrexs_CN', 'RemExcpRes_CN'),
} as const;

export const abnormalColumns = {
  ...commonColumns,
  listingId: optional('名录ID', 'BUSEXCLIST'),
  reason: required('列入经营异常名录原因', 'SPECAUSE', 'SPECAUSE_CN'),
  reasonText: optional('SPECAUSE_CN'),
  removalReason: optional('移出经营异常名录原因', 'RemExcpRes', 'RemExcpRes_CN'),
  removalReasonText: optional('RemExcpRes_CN'),
} as const;

type Column = keyof typeof violationColumns;

const template = (
  name: 'serious-violation' | 'abnormal-operation',
  columns: Template['columns'],
): Template => ({
  name: `${name}-list`,
  columns,
  ignores: ignored,
  read: (row, context) => readEntry(row as RowReader<Column>, context, name),
});

/** 严重违法失信名单 and 经营异常名录. A removal is filled in later, in the row of the listing. */
export const marketLists: readonly Template[] = [
  template('serious-violation', violationColumns),
  template('abnormal-operation', abnormalColumns),
];

function readEntry(
  row: RowReader<Column>,
  { today, settings }: ReadContext,
  list: 'serious-violation' | 'abnormal-operation',
): DecisionRecord | Unidentified | undefined {
  const name = row.required('name');
  const numberColumn = !row.has('uscc') && row.has('registrationNumber') ? 'registrationNumber' : 'uscc';
  const party = readParty(row, numberColumn, 'uscc');
  const interval = readInterval(row, today, { epoch: true });
  const authority = readAuthority(row);
  if (!row.has('removedOn') && (row.has('removalNumber') || row.has('removalReason'))) {
    row.find(
      'removedOn',
      'removal-without-date',
      'The row speaks of a removal without its day. Fill the day.',
    );
  }
  if (!name || !party || !interval || !authority) return undefined;
  const key = row.text('listingId') || interval.listedOn;
  return decisionAbout(
    party,
    { name, legalRepresentative: row.text('representative') },
    listingOf({
      list,
      ...interval,
      documentNumber: row.text('documentNumber') || naturalNumber(list, key, authority),
      correctionNumber: row.text('removalNumber'),
      authority: { name: authority, kind: 'market-supervision' },
      matter: matterOf(
        row.text('reasonText') || row.text('reason'),
        row.text('removalReasonText') || row.text('removalReason'),
      ),
      usage: settings.usage,
    }),
  );
}

function readAuthority(row: RowReader<Column>): string | undefined {
  const authority = row.text('authorityText') || row.required('authority');
  if (authority && /^\d+$/.test(authority)) {
    return row.find(
      'authority',
      'authority-code',
      'The column holds a code. Send the name of the authority too.',
    );
  }
  return authority;
}
