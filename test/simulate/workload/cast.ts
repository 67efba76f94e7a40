import { residentIdCheck, usccCheck } from '../../../lib/shared/identifiers.ts';
import * as records from '../../support/records.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Who is in every sequence: few, so that what is said of them collides. Two pharmacies have one owner. */
const { hospital, pharmacy, doctor, nurse, patient, boss, stranger } = records;
const branch = { id: '91540100MA6T20001Q', name: '日喀则测试大药房' };

export const cast = { hospital, pharmacy, branch, doctor, nurse, patient, boss, stranger } as const;

const numbered = (check: (body: string) => string, body: string): string => `${body}${check(body)}`;

/** So many doctors of the hospital that their decisions are summed in its file. */
export const staff = Array.from({ length: 36 }, (_, at) => ({
  id: numbered(residentIdCheck, `54010219750101${String(100 + at)}`),
  name: '洛桑多吉',
}));

/** So many pharmacies of one owner that most of these relations are kept apart. */
const chain = Array.from({ length: 12 }, (_, at) => ({
  id: numbered(usccCheck, `91540100MA6T7${String(at).padStart(4, '0')}`),
  name: `那曲测试第${at + 1}药店`,
}));

/** Names and numbers that may appear nowhere in plain. */
export const personal: readonly string[] = [doctor, nurse, patient, boss, ...staff].flatMap(
  ({ id, name }) => [id, name],
);
export const named: readonly string[] = [hospital, pharmacy, branch, stranger, ...chain].flatMap(
  ({ id, name }) => [id, name],
);

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

export const staffRows: readonly Row[] = staff.map((one) => ({
  category: 'doctor',
  scheme: 'resident-id',
  ...one,
  employerId: hospital.id,
  employedFrom: '2021-01-01',
}));

export const chainRows: readonly Row[] = chain.map((one) => ({
  category: 'pharmacy',
  scheme: 'uscc',
  ...one,
  division: '540602',
  legalRepresentative: boss.name,
  legalRepresentativeId: boss.id,
}));
