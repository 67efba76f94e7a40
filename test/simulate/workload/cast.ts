import * as records from '../../support/records.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Who is in every sequence: few, so that what is said of them collides. Two pharmacies have one owner. */
const { hospital, pharmacy, doctor, nurse, patient, boss, stranger } = records;
const branch = { id: '91540100MA6T20001Q', name: '日喀则测试大药房' };

export const cast = { hospital, pharmacy, branch, doctor, nurse, patient, boss, stranger } as const;

/** Names and numbers that may appear nowhere in plain. */
export const personal: readonly string[] = [doctor, nurse, patient, boss].flatMap(({ id, name }) => [
  id,
  name,
]);
export const named: readonly string[] = [hospital, pharmacy, branch, stranger].flatMap(({ id, name }) => [
  id,
  name,
]);

/** The registry. The branch comes last, so that a shorter one lacks it. */
export const registryRows: readonly Row[] = [
  ...records.registry,
  {
    category: 'pharmacy',
    scheme: 'uscc',
    ...branch,
    medinsCode: 'P54020200077',
    division: '540202',
    legalRepresentative: boss.name,
    legalRepresentativeId: boss.id,
  },
];
