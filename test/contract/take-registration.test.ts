import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegistrationRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Repeated and changed entries of the registry, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let shops = 0;
const newShop = (): string => `9154010000000${String(++shops).padStart(5, '0')}`;

const named = (id: string, name: string): RegistrationRecord =>
  ({
    type: 'registration',
    subject: { category: 'pharmacy', scheme: 'uscc', id, name },
    status: 'active',
  }) as RegistrationRecord;

/** Takes names in order, each on its day. Returns the answers and the name in effect. */
async function takeNames(id: string, said: readonly (readonly [name: string, on: string])[]) {
  const { keep, folders, vault } = openIntake(real.table);
  const answers: string[] = [];
  for (const [name, on] of said) answers.push((await keep(named(id, name), on)).kind);
  const party = vault.partyKey('uscc', id);
  const file = await folders.readFile({ party, category: 'pharmacy' });
  return { answers, name: file && vault.identify(party, file.identity).name };
}

const [day1, day2, day3] = ['2026-06-01', '2026-06-02', '2026-06-03'];

describe('an entry of the registry', () => {
  it.each([
    ['甲', '乙'],
    ['乙', '甲'],
  ])(
    'that differs from another of its day is in effect when it is said again on a later day: %s, %s',
    async (a, b) => {
      const both = [
        [a, day1],
        [b, day1],
      ] as const;
      expect(await takeNames(newShop(), [...both, [b, day2]])).toMatchObject({ name: b });
      expect(await takeNames(newShop(), [...both, [a, day2]])).toMatchObject({ name: a });
    },
  );

  it('is taken back and said again on days that follow each other', async () => {
    const said = [
      ['甲', day1],
      ['乙', day2],
      ['甲', day3],
    ] as const;
    expect(await takeNames(newShop(), said)).toEqual({
      answers: ['accepted', 'accepted', 'accepted'],
      name: '甲',
    });
  });

  it('is not said twice, on its day or a later one', async () => {
    const said = [
      ['甲', day1],
      ['甲', day1],
      ['甲', day2],
      ['甲', day3],
    ] as const;
    expect((await takeNames(newShop(), said)).answers).toEqual([
      'accepted',
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
  });

  it('is corrected on its own day by what came last, and corrected back by what came after that', async () => {
    for (const before of ['甲', '乙']) {
      const [a, b] = [['甲', day2] as const, ['乙', day2] as const];
      expect(await takeNames(newShop(), [[before, day1], a, b])).toMatchObject({ name: '乙' });
      expect(await takeNames(newShop(), [[before, day1], b, a])).toMatchObject({ name: '甲' });
      expect(await takeNames(newShop(), [[before, day1], a, b, a])).toMatchObject({ name: '甲' });
    }
  });
});
