import { describe, expect, it } from 'vitest';
import { meOf } from '../../../../functions/describe-service/me.ts';
import { listTables, tableOf } from '../../../../functions/describe-service/tables-of.ts';
import { meAnswer } from '../../../../schemas/api.ts';
import { tableAnswer, tablesAnswer } from '../../../../schemas/indicator-table.ts';

describe('the indicator tables', () => {
  it('are listed with every version, and shown with their rows in the form that a trial takes', () => {
    const { tables } = tablesAnswer.parse(listTables());
    expect(new Set(tables.map(({ category }) => category)).size).toBe(6);
    for (const { category, version, rows } of tables) {
      const { versions } = tableAnswer.parse(tableOf(category));
      expect(versions.find((one) => one.version === version)?.indicators).toHaveLength(rows);
    }
  });

  it.each(['employer', 'constructor', ''])('of %j do not exist', (category) => {
    expect(() => tableOf(category)).toThrow('unknown-category');
  });
});

it('a token without a name and a division is of its subject and of the region', () => {
  const caller = { sub: 'zhaxi', agency: 'bureau', scopes: ['runs:read'] };
  expect(meAnswer.parse(meOf(caller))).toEqual({ ...caller, name: 'zhaxi', division: '54' });
});
