import type { DecisionRecord } from '../../../../schemas/record.ts';
import { authorityKind } from '../../../regulation/authorities.ts';
import type { Day } from '../../../shared/day.ts';
import { isResidentType, otherDocument } from '../../certificate.ts';
import type { ReadContext, Template, Unidentified } from '../../feed.ts';
import { type Entry, listingOf, naturalNumber, readInterval } from '../../lists/listing.ts';
import { matterOf } from '../../matter.ts';
import { decisionAbout, type Party, readParty } from '../../party.ts';
import type { RowReader } from '../../row-reader.ts';
import { ignoredPlatformColumns, organisationColumns, personColumns } from './columns.ts';
import { type RowState, readRowState } from './row-state.ts';

type OrganisationRow = RowReader<keyof typeof organisationColumns>;
type PersonRow = RowReader<keyof typeof personColumns>;
type CommonRow = RowReader<keyof typeof organisationColumns & keyof typeof personColumns>;

const list = 'serious-dishonesty';

/** 严重失信主体名单 of organisations (社会法人) and of persons (个人). */
export const dishonestyLists: readonly Template[] = [
  {
    name: 'serious-dishonesty-organisations',
    columns: organisationColumns,
    ignores: ignoredPlatformColumns,
    read(columns, context) {
      const row = columns as OrganisationRow;
      return readEntry(row, context, {
        party: readOrganisation(row),
        representative: row.text('representative') || row.text('manager'),
      });
    },
  },
  {
    name: 'serious-dishonesty-persons',
    columns: personColumns,
    ignores: ignoredPlatformColumns,
    read: (row, context) => readEntry(row as PersonRow, context, { party: readPerson(row as PersonRow) }),
  },
];

function readOrganisation(row: OrganisationRow): Party | undefined {
  const filled = (['uscc', 'organisationCode', 'registrationNumber'] as const).find((column) =>
    row.has(column),
  );
  return readParty(row, filled ?? 'uscc', 'uscc');
}

function readPerson(row: PersonRow): Party | undefined {
  if (!row.has('certType') || isResidentType(row.text('certType')))
    return readParty(row, 'certNumber', 'resident-id');
  return otherDocument(row, 'certType');
}

function readEntry(
  row: CommonRow,
  { today, settings }: ReadContext,
  { party, representative }: { party: Party | undefined; representative?: string },
): DecisionRecord | Unidentified | undefined {
  const name = row.required('name');
  const authority = row.required('authority');
  const interval = readInterval(row, today, { epoch: true });
  const providedOn = row.day('providedOn', { epoch: true });
  row.lastDay('publicUntil', { epoch: true });
  const state = readRowState(row);
  if (state === 'gone' && interval && !interval.removedOn) {
    row.find('state', 'state-unclear', 'The row is deleted there, without a day of removal. Send the day.');
  }
  if (!name || !party || !authority || !interval || !state) return undefined;
  const number = row.text('documentNumber') || naturalNumber(list, interval.listedOn, authority);
  return decisionAbout(
    party,
    { name, ...(representative && { legalRepresentative: representative }) },
    listingOf({
      list,
      ...interval,
      documentNumber: number,
      correctionNumber: row.text('removalNumber'),
      authority: { name: authority, kind: authorityKind(authority, 'other') },
      matter: matterOf(row.text('reason')),
      usage: settings.usage,
      correction: correctionOf(state, interval, providedOn),
    }),
  );
}

const corrections: Partial<Record<RowState, DecisionRecord['status']>> = {
  corrected: 'amendment',
  repaired: 'repair',
};

/** 已修正: an amendment, 已修复: a repair, dated by the removal, or by the day on which the row was provided. */
const correctionOf = (
  state: RowState,
  { listedOn, removedOn }: { listedOn: Day; removedOn?: Day | undefined },
  providedOn: Day | undefined,
): Entry['correction'] => {
  const status = corrections[state];
  return status && { status, decidedOn: removedOn ?? providedOn ?? listedOn };
};
