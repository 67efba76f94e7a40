import type { DecisionRecord } from '../../../../schemas/record.ts';
import type { Day } from '../../../shared/day.ts';
import type { Feed, ReadContext, Template, Unidentified } from '../../feed.ts';
import { type Entry, listingOf } from '../../lists/listing.ts';
import { matterOf } from '../../matter.ts';
import { decisionAbout } from '../../party.ts';
import type { RowReader } from '../../row-reader.ts';
import { changeColumns, courtColumns, ignoredCourtColumns } from './columns.ts';
import { readCourtParty, representativeOf } from './party.ts';

type Row = RowReader<keyof typeof courtColumns>;
type ChangeRow = RowReader<keyof typeof courtColumns | keyof typeof changeColumns>;

type Change = 'listed' | 'revoked' | 'removed' | 'corrected' | 'repaired';

/** Values of 状态. */
export const courtChanges: ReadonlyMap<string, Change> = new Map([
  ['新增', 'listed'],
  ['正常', 'listed'],
  ['发布', 'listed'],
  ['撤销', 'revoked'],
  ['屏蔽', 'removed'],
  ['删除', 'removed'],
  ['移出', 'removed'],
  ['更正', 'corrected'],
  ['已修复', 'repaired'],
]);

const milliseconds = { epoch: true } as const;

/** The whole current list. It has no state column: a removed entry is missing from it. */
const snapshot: Template = {
  name: 'defaulters-full',
  columns: courtColumns,
  ignores: ignoredCourtColumns,
  isSnapshot: true,
  read: (row, context) => read(row as Row, context, {}),
};

/** The changes since the last file, with the state of each entry. */
const delta: Template = {
  name: 'defaulters-changes',
  columns: { ...courtColumns, ...changeColumns },
  ignores: ignoredCourtColumns,
  read: (row, context) => readChanged(row as ChangeRow, context),
};

/**
 * 履行情况 says whether the debt was paid. It does not say that the court removed the entry, so it only goes into the
 * matter.
 */
function read(
  row: Row,
  { today, settings }: ReadContext,
  change: Pick<Entry, 'removedOn' | 'correction' | 'correctionNumber'>,
): DecisionRecord | Unidentified | undefined {
  const name = row.required('name');
  const party = readCourtParty(row);
  const documentNumber = row.required('caseCode');
  const court = row.required('court');
  const listedOn = row.pastDay('listedOn', today, milliseconds);
  const filedOn = row.day('filedOn', milliseconds);
  if (filedOn && listedOn && filedOn > listedOn) {
    row.find(
      'filedOn',
      'dates-contradict',
      'The case was filed after its publication. Correct one of the days.',
    );
  }
  const changedOn = change.correction?.decidedOn;
  if (changedOn && listedOn && changedOn < listedOn) {
    row.find(
      'listedOn',
      'dates-contradict',
      'The entry changed before it was published. Correct one of the days.',
    );
  }
  if (!name || !party || !documentNumber || !court || !listedOn) return undefined;
  return decisionAbout(
    party,
    { name, legalRepresentative: representativeOf(row) },
    listingOf({
      list: 'judgment-defaulter',
      listedOn,
      documentNumber,
      authority: { name: court, kind: 'court' },
      matter: matterOf(row.text('conduct'), row.text('performance')),
      usage: settings.usage,
      ...change,
    }),
  );
}

function readChanged(row: ChangeRow, context: ReadContext): DecisionRecord | Unidentified | undefined {
  const change = row.oneOf('state', courtChanges);
  const changedOn = change && change !== 'listed' ? readChangeDay(row, context.today) : undefined;
  const record = read(row, context, {
    ...(change === 'removed' && { removedOn: changedOn }),
    ...(change && changedOn && { correction: correctionOf(change, changedOn) }),
    correctionNumber: row.text('changeNumber'),
  });
  return change && (change === 'listed' || changedOn) ? record : undefined;
}

const readChangeDay = (row: ChangeRow, today: Day): Day | undefined =>
  row.has('changedOn')
    ? row.pastDay('changedOn', today, milliseconds)
    : row.find('changedOn', 'value-missing', 'A change needs its day. Fill 变更日期.');

const statuses: Partial<Record<Change, DecisionRecord['status']>> = {
  revoked: 'revocation',
  repaired: 'repair',
};

const correctionOf = (change: Change, decidedOn: Day): Entry['correction'] => ({
  status: statuses[change] ?? 'amendment',
  decidedOn,
});

/** 法院: 失信被执行人, as the whole list or as changes. */
export const court: Feed = {
  source: 'court',
  templates: [snapshot, delta],
};
