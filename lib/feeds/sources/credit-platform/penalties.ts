import type { DecisionRecord } from '../../../../schemas/record.ts';
import { authorityKind } from '../../../regulation/authorities.ts';
import { isNoNumber } from '../../../shared/placeholders.ts';
import { isResidentType, otherDocument } from '../../certificate.ts';
import type { ReadContext, Template, Unidentified } from '../../feed.ts';
import { matterOf } from '../../matter.ts';
import { decisionAbout, type Party, readParty } from '../../party.ts';
import { checkAmounts, readAmounts } from '../../penalties/amounts.ts';
import { readDocumentNumber } from '../../penalties/document-number.ts';
import { readKinds } from '../../penalties/read-kinds.ts';
import type { RowReader } from '../../row-reader.ts';
import { ignoredPlatformColumns, penaltyColumns } from './columns.ts';
import { readRowState } from './row-state.ts';

type Row = RowReader<keyof typeof penaltyColumns>;

/** Penalties of departments that do not report through 双公示 (YW_L_XZCF). */
export const departmentPenalties: Template = {
  name: 'department-penalties',
  columns: penaltyColumns,
  ignores: ignoredPlatformColumns,
  read: (row, context) => read(row as Row, context),
};

function read(row: Row, { today, settings }: ReadContext): DecisionRecord | Unidentified | undefined {
  const name = row.required('name');
  const party = readSubject(row);
  const penalties = readKinds(row as RowReader<keyof typeof penaltyColumns | 'moreKinds'>, settings);
  const amounts = readAmounts(row, settings);
  if (penalties) checkAmounts(row, penalties, amounts);
  const decidedOn = row.pastDay('decidedOn', today);
  row.day('providedOn');
  const authority = row.required('authority');
  const state = readRowState(row);
  if (state === 'gone') {
    row.find('state', 'state-unclear', 'The row is deleted there. Send whether the decision was revoked.');
    return undefined;
  }
  const words = [row.text('title'), row.text('content')];
  const documentNumber = readDocumentNumber(row, { decidedOn, penalties, amounts, words });
  if (documentNumber && state === 'corrected' && isNoNumber(row.written('documentNumber'))) {
    // Its kinds and amounts may be other ones now, so that the decision it corrects cannot be found by them.
    return row.find('documentNumber', 'value-missing', 'A correction needs the number of what it corrects.');
  }
  if (!name || !documentNumber || !party || !penalties || !decidedOn || !authority || !state)
    return undefined;
  return decisionAbout(
    party,
    { name },
    {
      documentNumber,
      authority: { name: authority, kind: authorityKind(authority, 'other') },
      decidedOn,
      status: statuses[state],
      content: { kind: 'penalty', penalties, ...amounts },
      matter: matterOf(...words),
      usage: settings.usage,
    },
  );
}

const statuses = { valid: 'original', corrected: 'amendment', repaired: 'repair' } as const;

/** Values of 被处罚当事人证件类型 that mean an organisation. */
export const organisationTypes = new Set([
  '统一社会信用代码',
  '社会信用代码',
  '组织机构代码',
  '工商注册号',
  '营业执照',
]);

function readSubject(row: Row): Party | undefined {
  const type = row.required('certType')?.normalize('NFKC');
  if (type === undefined) return undefined;
  if (organisationTypes.has(type)) return readParty(row, 'certNumber', 'uscc');
  if (isResidentType(type)) return readParty(row, 'certNumber', 'resident-id');
  return otherDocument(row, 'certType');
}
