import type { DecisionRecord } from '../../../../schemas/record.ts';
import { authorityKind } from '../../../regulation/authorities.ts';
import { optional, required } from '../../column.ts';
import type { Feed, ReadContext, Template, Unidentified } from '../../feed.ts';
import { matterOf } from '../../matter.ts';
import { decisionAbout, readParty } from '../../party.ts';
import type { RowReader } from '../../row-reader.ts';
import { readMeasures } from './measures.ts';

/**
 * The hand-delivered sheet (docs/formats.md 8). No public exchange standard exists, so its columns are to be confirmed.
 */
export const disciplineColumns = {
  name: required('姓名'),
  residentId: required('身份证号', '身份证号码', '公民身份号码'),
  employer: optional('工作单位及职务', '工作单位', '单位及职务'),
  measure: required('处分类别', '处分种类'),
  documentNumber: required('处分决定文号', '处分文号'),
  decidedOn: required('处分日期', '处分决定日期'),
  authority: required('处分机关', '处分决定机关'),
  /** How long the person cannot be promoted, in months or as days. Shown in the file only. */
  effect: optional('影响期', '处分影响期'),
} as const;

type Row = RowReader<keyof typeof disciplineColumns>;

const template: Template = {
  name: 'disciplinary-sheet',
  columns: disciplineColumns,
  ignores: ['序号', '性别', '备注', '职务', '处分原因', '违纪事实'],
  read: (row, context) => read(row as Row, context),
};

/**
 * Always restricted: a disciplinary document never goes to the public directory, whatever is agreed with the source.
 */
function read(row: Row, { today }: ReadContext): DecisionRecord | Unidentified | undefined {
  const name = row.required('name');
  const party = readParty(row, 'residentId', 'resident-id');
  const documentNumber = row.required('documentNumber');
  const decidedOn = row.pastDay('decidedOn', today);
  const authority = row.required('authority');
  const written = row.required('measure');
  const measure = written && readMeasures(written);
  if (written && !measure) {
    row.find(
      'measure',
      'unmapped-measure',
      'This is no punishment of 党纪 or 政务 that is known here. An officer must map it.',
    );
  }
  if (!name || !party || !documentNumber || !decidedOn || !authority || !measure) return undefined;
  return decisionAbout(
    party,
    { name, employer: row.text('employer') },
    {
      documentNumber,
      authority: { name: authority, kind: authorityKind(authority, 'discipline-inspection') },
      decidedOn,
      status: 'original',
      content: { kind: 'discipline', measure },
      matter: matterOf(row.text('measure'), row.has('effect') ? `影响期：${row.text('effect')}` : ''),
      usage: 'restricted',
    },
  );
}

/** 纪检监察: a sheet made by hand, a few months apart. */
export const disciplineInspection: Feed = {
  source: 'discipline-inspection',
  templates: [template],
};
