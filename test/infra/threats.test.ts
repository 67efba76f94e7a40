import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const model = readFileSync(join(root, 'docs/operations/threats.md'), 'utf8');
const rows = model.split('\n').filter((line) => /^\| [STRIDE]\s+\|/.test(line));
const cellsOf = (row: string): string[] => row.split('|').map((cell) => cell.trim());

it('every threat has a control that is there, and a test that has the title it says', () => {
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) {
    const [, , threat = '', control = '', test = ''] = cellsOf(row);
    const files = [...control.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
    expect(files.length, threat).toBeGreaterThan(0);
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
    const tests = [...test.matchAll(/`(test\/[^`]+\.test\.ts)` “([^”]+)”/g)];
    expect(tests.length, threat).toBeGreaterThan(0);
    for (const [, file = '', title = ''] of tests)
      expect(readFileSync(join(root, file), 'utf8').includes(title), `${file}: ${title}`).toBe(true);
  }
});

it('every letter of STRIDE has a threat', () => {
  expect(new Set(rows.map((row) => row[2]))).toEqual(new Set('STRIDE'));
});
