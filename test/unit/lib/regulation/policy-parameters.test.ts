import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Parameter, parameters, valueFault } from '../../../../lib/regulation/policy-parameters.ts';

const root = join(import.meta.dirname, '../../../..');
const [, chapter = ''] = readFileSync(join(root, 'docs/regulation.md'), 'utf8').split(
  '\n## Policy parameters\n',
);
const [table = ''] = chapter.split('\n## ');
const rows = table.split('\n').flatMap((line) => {
  const [, name = '', , , , , set = '', built = ''] = line.split('|').map((cell) => cell.trim());
  // Settings of a deployment stand below, in capitals.
  return /^`[a-z0-9.-]+`$/.test(name) ? [{ name: name.replaceAll('`', ''), set, built }] : [];
});
/** `sanctions.basis` stands for a parameter a kind of sanction. */
const isOf = (row: string, name: string) => name === row || name.startsWith(`${row}.`);

describe('the parameters that a bureau sets', () => {
  it.each(rows)('$name of docs/regulation.md is set through POST /v1/policies', ({ name, set, built }) => {
    const own = Object.keys(parameters).filter((one) => isOf(name, one));
    expect(own).not.toEqual([]);
    expect([set, built]).toEqual([expect.stringContaining('POST /v1/policies'), 'yes']);
  });

  it.each(Object.entries<Parameter>(parameters))(
    '%s has a row, and each shipped value lies in its bounds',
    (name, parameter) => {
      expect(rows.some((row) => isOf(row.name, name))).toBe(true);
      const { values, earlier } = parameter;
      const shipped = [...values.map(({ value }) => value), ...(earlier ? [earlier] : [])];
      expect(shipped.map((value) => valueFault(name, value))).toEqual(shipped.map(() => undefined));
    },
  );
});
