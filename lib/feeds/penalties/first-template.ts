import type { AuthorityKind, DecisionRecord } from '../../../schemas/record.ts';
import { authorityKind } from '../../regulation/authorities.ts';
import type { Day } from '../../shared/day.ts';
import { otherDocument } from '../certificate.ts';
import type { ReadContext, Template, Unidentified } from '../feed.ts';
import { matterOf } from '../matter.ts';
import { decisionAbout, type Party, readParty } from '../party.ts';
import type { RowReader } from '../row-reader.ts';
import { firstColumns, ignoredFirstColumns } from './columns.ts';
import { readDocumentNumber } from './document-number.ts';
import { readKinds } from './read-kinds.ts';
import { readState, readUsage } from './state.ts';
import { readOrganisation } from './subject.ts';

type Row = RowReader<keyof typeof firstColumns>;

/**
 * 双公示 V1, used from 2015 to 2018 (docs/formats.md 6.3): organisations and persons in one table, with the state in the
 * row.
 */
export const firstTemplate = (authority: AuthorityKind): Template => ({
  name: 'penalties-v1',
  columns: firstColumns,
  ignores: ignoredFirstColumns,
  read: (row, context) => read(row as Row, context, authority),
});

/** A revocation keeps the day of the decision, because the template does not state when it was revoked. */
function read(
  row: Row,
  { today, settings }: ReadContext,
  otherwise: AuthorityKind,
): DecisionRecord | Unidentified | undefined {
  const name = row.required('name');
  const party = readSubject(row);
  const penalties = readKinds(row, settings);
  const decidedOn = row.pastDay('decidedOn', today);
  checkDays(row, today, decidedOn);
  if (row.has('division') && !/^\d{6}$/.test(row.text('division').normalize('NFKC'))) {
    row.find('division', 'invalid-division', 'GB/T 2260 codes have six digits. Correct the code.');
  }
  const authority = row.required('authority');
  const kind = authority && authorityKind(authority, otherwise);
  const state = readState(row);
  const usage = readUsage(row, settings);
  if (penalties?.includes('fine') && kind === 'medical-insurance') {
    row.find(
      'kinds',
      'fine-without-amount',
      'This fine counts by its amount. Send it in a template of 2018 or later.',
    );
  }
  const words = [row.text('title'), row.text('content')];
  const documentNumber = readDocumentNumber(row, { decidedOn, penalties, amounts: {}, words });
  if (!name || !documentNumber || !party || !penalties || !decidedOn || !authority || !kind) return undefined;
  if (!state || !usage) return undefined;
  return decisionAbout(
    party,
    { name, legalRepresentative: row.text('representative') },
    {
      documentNumber,
      authority: { name: authority, kind },
      decidedOn,
      status: state.status,
      content: { kind: 'penalty', penalties },
      matter: matterOf(...words) + state.note,
      usage,
    },
  );
}

/**
 * 居民身份证号 is the person's own number only when no column names an organisation. Otherwise it is the representative's.
 */
function readSubject(row: Row): Party | undefined {
  const codes = ['uscc', 'organisationCode', 'registrationNumber', 'taxNumber'] as const;
  if (row.has('representative') || codes.some((code) => row.has(code))) return readOrganisation(row);
  if (!row.has('idNumber')) {
    return row.find(
      undefined,
      'subject-missing',
      'The row has neither a code nor a 居民身份证号. Fill the one it has.',
    );
  }
  const isOtherDocument = /护照|通行证/.test(row.text('remark')) && !/[\d*]{14}/.test(row.text('idNumber'));
  return isOtherDocument ? otherDocument(row, 'idNumber') : readParty(row, 'idNumber', 'resident-id');
}

function checkDays(row: Row, today: Day, decidedOn: Day | undefined): void {
  const updatedOn = row.pastDayIfAny('updatedOn', today);
  const publicUntil = row.lastDay('publicUntil');
  if (!decidedOn) return;
  if (updatedOn && updatedOn < decidedOn) {
    row.find(
      'updatedOn',
      'dates-contradict',
      'The row was updated before the decision was made. Correct one.',
    );
  }
  if (publicUntil && publicUntil < decidedOn) {
    row.find(
      'publicUntil',
      'dates-contradict',
      'The publication ends before the decision was made. Correct one.',
    );
  }
}
