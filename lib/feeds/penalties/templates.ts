import type { AuthorityKind, DecisionRecord, PenaltyKind } from '../../../schemas/record.ts';
import { authorityKind } from '../authority.ts';
import type { ReadContext, Template } from '../feed.ts';
import type { RowReader } from '../row-reader.ts';
import {
  commonColumns,
  ignoredPenaltyColumns,
  organisationColumns,
  personColumns,
  subjectKindColumn,
} from './columns.ts';
import { readPenaltyKinds } from './kinds.ts';

type Column =
  | keyof typeof commonColumns
  | keyof typeof organisationColumns
  | keyof typeof personColumns
  | keyof typeof subjectKindColumn;
type Row = RowReader<Column>;

/** A fine above this is asked about: yuan where 万元 was agreed are ten thousand times as much. */
const fineLimitCny = 100_000_000;
const cnyPerWan = 10_000;

/** The 双公示 penalty templates V2 and V2.1 (records.md 1.2), for an authority whose own decisions they are. */
export const penaltyTemplates = (authority: AuthorityKind): readonly Template[] => {
  const template = (name: string, columns: Template['columns']): Template => ({
    name,
    columns,
    ignores: ignoredPenaltyColumns,
    read: (row, context) => readPenalty(row as Row, context, authority),
  });
  return [
    template('penalties-legal-person', { ...commonColumns, ...organisationColumns }),
    template('penalties-natural-person', { ...commonColumns, ...personColumns }),
    template('penalties-merged', {
      ...commonColumns,
      ...organisationColumns,
      ...personColumns,
      ...subjectKindColumn,
    }),
  ];
};

function readPenalty(row: Row, { today }: ReadContext, otherwise: AuthorityKind): DecisionRecord | undefined {
  const name = row.required('name');
  const documentNumber = row.required('documentNumber');
  const subject = readSubject(row);
  const penalties = readKinds(row);
  const fineCny = row.amount('fine', { times: cnyPerWan, atMost: fineLimitCny });
  const confiscatedCny = row.amount('confiscated', { times: cnyPerWan, atMost: fineLimitCny });
  const decidedOn = row.pastDay('decidedOn', today);
  row.day('validUntil');
  const publicUntil = row.day('publicUntil');
  if (publicUntil && decidedOn && publicUntil < decidedOn) {
    row.find('publicUntil', 'dates-contradict', 'The publication ends before the decision was made.');
  }
  const authority = row.required('authority');
  const authorityId = row.identifier('authorityId', 'uscc');
  if (penalties) checkAmounts(row, penalties, { fineCny, confiscatedCny });
  if (!name || !documentNumber || !subject || !penalties || !decidedOn || !authority || !authorityId)
    return undefined;
  return {
    type: 'decision',
    subject: { ...subject, name },
    documentNumber,
    authority: { name: authority, id: authorityId, kind: authorityKind(authority, otherwise) },
    decidedOn,
    status: 'original',
    content: {
      kind: 'penalty',
      penalties,
      ...(fineCny && { fineCny }),
      ...(confiscatedCny && { confiscatedCny }),
    },
    matter: [row.text('behaviour'), row.text('content')].filter(Boolean).join('；'),
    usage: 'public',
  };
}

const subjectKinds: ReadonlyMap<string, 'uscc' | 'resident-id'> = new Map([
  ['法人及非法人组织', 'uscc'],
  ['个体工商户', 'uscc'],
  ['自然人', 'resident-id'],
]);

/** 证件类型 whose numbers have the form of a resident's (records.md 1.5). */
const residentTypes = new Set(['身份证', '居民身份证', '1', '港澳台居民居住证', '外国人永久居留身份证', '5']);

function readSubject(row: Row): Pick<DecisionRecord['subject'], 'scheme' | 'id'> | undefined {
  const scheme = row.has('subjectKind') ? row.oneOf('subjectKind', subjectKinds) : schemeOfFilled(row);
  if (scheme === 'uscc') {
    const id = row.identifier('uscc', 'uscc');
    return id === undefined ? undefined : { scheme, id };
  }
  if (scheme === undefined) return undefined;
  const type = row.required('certType');
  if (type === undefined) return undefined;
  if (!residentTypes.has(type.normalize('NFKC'))) {
    return row.find(
      'certType',
      'identifier-type',
      'Numbers of this kind of document are not matched to subjects yet.',
    );
  }
  const id = row.identifier('certNumber', 'resident-id');
  return id === undefined ? undefined : { scheme, id };
}

function schemeOfFilled(row: Row): 'uscc' | 'resident-id' | undefined {
  const [organisation, person] = [row.has('uscc'), row.has('certNumber')];
  if (organisation && person) {
    return row.find(
      'certNumber',
      'subject-ambiguous',
      'The row names an organisation and a person. Fill 行政相对人类别.',
    );
  }
  if (organisation) return 'uscc';
  if (person) return 'resident-id';
  return row.find(undefined, 'subject-missing', 'The row has neither 统一社会信用代码 nor 证件号码.');
}

function readKinds(row: Row): PenaltyKind[] | undefined {
  const written = row.required('kinds');
  if (written === undefined) return undefined;
  const found = readPenaltyKinds(written);
  if (found === 'combined-kind') {
    return row.find('kinds', found, 'The value means 暂扣 or 吊销. Say which, as of the law of 2021.');
  }
  if (found === 'unmapped-kind') {
    return row.find('kinds', found, 'A kind of penalty here has no indicator yet. An officer must map it.');
  }
  return found;
}

function checkAmounts(
  row: Row,
  penalties: readonly PenaltyKind[],
  { fineCny, confiscatedCny }: { fineCny: string | undefined; confiscatedCny: string | undefined },
): void {
  const isFined = penalties.includes('fine');
  if (isFined && !row.has('fine'))
    row.find('fine', 'fine-without-amount', 'A fine needs its amount in 万元.');
  if (!isFined && Number(fineCny ?? 0) > 0) {
    row.find('kinds', 'fine-without-kind', 'There is an amount, but 罚款 is not among the kinds.');
  }
  if (!penalties.includes('confiscation') && Number(confiscatedCny ?? 0) > 0) {
    row.find('kinds', 'confiscation-without-kind', 'There is an amount, but 没收 is not among the kinds.');
  }
}
