import { isResidentType, otherDocument } from '../certificate.ts';
import { type Party, readParty } from '../party.ts';
import type { RowReader } from '../row-reader.ts';

type Row = RowReader<'subjectKind' | 'uscc' | 'organisationCode' | 'certType' | 'certNumber'>;

/** Values of 行政相对人类别. */
export const subjectKinds: ReadonlyMap<string, 'uscc' | 'resident-id'> = new Map([
  ['法人及非法人组织', 'uscc'],
  ['个体工商户', 'uscc'],
  ['自然人', 'resident-id'],
]);

/** 行政相对人 of a row of the templates since 2018: by 行政相对人类别, or by which number column is filled in. */
export function readSubject(row: Row): Party | undefined {
  const scheme = row.has('subjectKind') ? row.oneOf('subjectKind', subjectKinds) : schemeOfFilled(row);
  if (scheme === 'uscc') return readOrganisation(row);
  if (scheme === undefined) return undefined;
  const type = row.required('certType');
  if (type === undefined) return undefined;
  if (!isResidentType(type)) return otherDocument(row, 'certType');
  return readParty(row, 'certNumber', 'resident-id');
}

export const readOrganisation = (row: RowReader<'uscc' | 'organisationCode'>): Party | undefined =>
  readParty(row, !row.has('uscc') && row.has('organisationCode') ? 'organisationCode' : 'uscc', 'uscc');

function schemeOfFilled(row: Row): 'uscc' | 'resident-id' | undefined {
  const [organisation, person] = [row.has('uscc') || row.has('organisationCode'), row.has('certNumber')];
  if (organisation && person) {
    return row.find(
      'certNumber',
      'subject-ambiguous',
      'The row names an organisation and a person. Fill 行政相对人类别.',
    );
  }
  if (organisation) return 'uscc';
  if (person) return 'resident-id';
  return row.find(
    undefined,
    'subject-missing',
    'The row has neither 统一社会信用代码 nor 证件号码. Fill the one it has.',
  );
}
