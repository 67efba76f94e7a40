import { normaliseIdentifier, tidyIdentifier } from '../../../shared/identifiers.ts';
import { withStars } from '../../../shared/masks.ts';
import { type Party, readParty } from '../../party.ts';
import type { RowReader } from '../../row-reader.ts';

type Row = RowReader<'number' | 'partyType' | 'age' | 'sex' | 'representative'>;
type PartyScheme = Party['scheme'];

/** Values of 失信人类型. */
export const partyTypes: ReadonlyMap<string, PartyScheme> = new Map([
  ['0', 'resident-id'],
  ['自然人', 'resident-id'],
  ['个人', 'resident-id'],
  ['1', 'uscc'],
  ['法人', 'uscc'],
  ['企业', 'uscc'],
  ['单位', 'uscc'],
  ['法人或其他组织', 'uscc'],
  ['法人及其他组织', 'uscc'],
]);

/** Texts that senders write into empty cells. */
const nothing = new Set(['', '无', '暂无', '-', '/', '0']);

export const representativeOf = (row: RowReader<'representative'>): string =>
  nothing.has(row.text('representative')) ? '' : row.text('representative');

/** The person or organisation of a row. The public list masks numbers, and many organisations have only an old code. */
export function readCourtParty(row: Row): Party | undefined {
  const scheme = row.has('partyType') ? row.oneOf('partyType', partyTypes) : schemeBySigns(row);
  return scheme && readParty(row, 'number', scheme);
}

function schemeBySigns(row: Row): PartyScheme | undefined {
  if (representativeOf(row) !== '') return 'uscc';
  if (!nothing.has(row.text('age')) || !nothing.has(row.text('sex'))) return 'resident-id';
  const written = tidyIdentifier(row.values('number')[0]?.text ?? '');
  const number = withStars(written, 'resident-id') ?? written;
  const fits = (['uscc', 'resident-id'] as const).filter((scheme) => normaliseIdentifier(scheme, number).ok);
  if (fits.length === 1) return fits[0];
  if (/[A-WYZ]|X./.test(number)) return 'uscc';
  return row.find(
    'partyType',
    'subject-kind-missing',
    'The row does not say whether it is a person or an organisation. Fill 失信人类型 (0 or 1).',
  );
}
