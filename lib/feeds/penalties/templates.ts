import type { AuthorityKind, DecisionRecord } from '../../../schemas/record.ts';
import { authorityKind } from '../../regulation/authorities.ts';
import type { ReadContext, Template, Unidentified } from '../feed.ts';
import { matterOf } from '../matter.ts';
import { decisionAbout } from '../party.ts';
import type { RowReader } from '../row-reader.ts';
import { checkAmounts, readAmounts } from './amounts.ts';
import {
  commonColumns,
  ignoredPenaltyColumns,
  organisationColumns,
  personColumns,
  subjectKindColumn,
} from './columns.ts';
import { readDocumentNumber } from './document-number.ts';
import { firstTemplate } from './first-template.ts';
import { readKinds } from './read-kinds.ts';
import { readState, readUsage } from './state.ts';
import { readSubject } from './subject.ts';

type Column =
  | keyof typeof commonColumns
  | keyof typeof organisationColumns
  | keyof typeof personColumns
  | keyof typeof subjectKindColumn;

/** The 双公示 penalty templates V1, V2 and V2.1 (docs/formats.md 6) of an authority that reports its own decisions. */
export const penaltyTemplates = (authority: AuthorityKind): readonly Template[] => {
  const template = (name: string, columns: Template['columns']): Template => ({
    name,
    columns,
    ignores: ignoredPenaltyColumns,
    read: (row, context) => readPenalty(row as RowReader<Column>, context, authority),
  });
  return [
    template('penalties-legal-person', {
      ...commonColumns,
      ...organisationColumns,
      ...subjectKindColumn,
    }),
    template('penalties-natural-person', { ...commonColumns, ...personColumns, ...subjectKindColumn }),
    template('penalties-merged', {
      ...commonColumns,
      ...organisationColumns,
      ...personColumns,
      ...subjectKindColumn,
    }),
    firstTemplate(authority),
  ];
};

function readPenalty(
  row: RowReader<Column>,
  { today, settings }: ReadContext,
  otherwise: AuthorityKind,
): DecisionRecord | Unidentified | undefined {
  const name = row.required('name');
  const party = readSubject(row);
  const penalties = readKinds(row as RowReader<Column | 'moreKinds'>, settings);
  const amounts = readAmounts(row, settings);
  const decidedOn = row.pastDay('decidedOn', today);
  row.lastDay('validUntil');
  const publicUntil = row.lastDay('publicUntil');
  if (publicUntil && decidedOn && publicUntil < decidedOn) {
    row.find(
      'publicUntil',
      'dates-contradict',
      'The publication ends before the decision was made. Correct one.',
    );
  }
  const authority = row.required('authority');
  const authorityId = row.identifier('authorityId', 'uscc');
  const state = readState(row);
  const usage = readUsage(row, settings);
  if (penalties) checkAmounts(row, penalties, amounts);
  const words = [row.text('behaviour'), row.text('content')];
  const documentNumber = readDocumentNumber(row, { decidedOn, penalties, amounts, words });
  if (!name || !documentNumber || !party || !penalties || !decidedOn || !authority || !authorityId)
    return undefined;
  if (!state || !usage) return undefined;
  return decisionAbout(
    party,
    { name, legalRepresentative: row.text('representative') },
    {
      documentNumber,
      authority: { name: authority, id: authorityId, kind: authorityKind(authority, otherwise) },
      decidedOn,
      status: state.status,
      content: { kind: 'penalty', penalties, ...amounts },
      matter: matterOf(...words) + state.note,
      usage,
    },
  );
}
