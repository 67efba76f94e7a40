import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDivisionOf } from '../../lib/application/cases/subject-division.ts';
import { isSubjectIn } from '../../lib/application/cases/subject-in-area.ts';
import type { Category } from '../../lib/shared/category.ts';
import { day } from '../../lib/shared/day.ts';
import type { RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { boss, doctor, hospital, nurse, patient, pharmacy } from '../support/records.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Where subjects lie (Art. 6). The clock starts on 2026-06-30. */
let real: TestTable;
let intake: ReturnType<typeof openIntake>;

type Entry = Pick<RegistrationRecord, 'division' | 'employment'>;
const register = (
  category: Category,
  scheme: 'uscc' | 'resident-id',
  who: { id: string; name: string },
  entry: Entry = {},
) =>
  intake.keep({
    type: 'registration',
    subject: { category, scheme, ...who },
    status: 'active',
    ...entry,
  } as RegistrationRecord);
const employedAt = ({ id }: { id: string }, from?: string, to?: string): Entry => ({
  employment: { employerId: id, ...(from && { from: day(from) }), ...(to && { to: day(to) }) },
});

beforeAll(async () => {
  real = await openTestTable();
  intake = openIntake(real.table);
  await register('medical-institution', 'uscc', hospital, { division: '540102' });
  await register('pharmacy', 'uscc', pharmacy, { division: '540202' });
  await register('doctor', 'resident-id', doctor, employedAt(pharmacy, '2015-01-01', '2019-12-31'));
  await register('doctor', 'resident-id', doctor, employedAt(hospital, '2020-01-01'));
  await register('doctor', 'resident-id', doctor, employedAt(pharmacy, '2021-01-01'));
  await register('insured-person', 'resident-id', doctor);
  await register('nurse', 'resident-id', nurse, { division: '540302', ...employedAt(hospital) });
  await register('nurse', 'resident-id', boss, employedAt(hospital, '2020-01-01', '2026-06-29'));
  await register('insured-person', 'resident-id', patient);
});
afterAll(() => real.close());

async function divisionOf(category: Category, { id }: { id: string }): Promise<string | undefined> {
  const { facts } = await intake.folders.readFolder(intake.vault.partyKey('resident-id', id));
  return createDivisionOf(intake.folders, day('2026-06-30'))(facts, category);
}

describe('the division of a member of staff', () => {
  it('is that of the registry entry, where it has one', async () => {
    expect(await divisionOf('nurse', nurse)).toBe('540302');
  });

  it('is else that of the employer of today, of several the one of the employment that began first', async () => {
    expect(await divisionOf('doctor', doctor)).toBe('540102');
  });

  it('is the region’s where nobody employs them any more', async () => {
    expect(await divisionOf('nurse', boss)).toBeUndefined();
  });
});

it('an insured person without a division is the region’s, whoever employs them', async () => {
  expect(await divisionOf('insured-person', doctor)).toBeUndefined();
  expect(await divisionOf('insured-person', patient)).toBeUndefined();
});

it('a prefecture finds the staff of its institutions, and no other prefecture does', async () => {
  const { folders, runtime, vault } = intake;
  const subject = { category: 'doctor', party: vault.partyKey('resident-id', doctor.id) } as const;
  const isIn = (area?: string) => isSubjectIn(subject, { folders, runtime, area });
  expect(await Promise.all(['5401', '5402', '54', undefined].map(isIn))).toEqual([true, false, true, true]);
});
