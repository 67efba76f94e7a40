import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { itemOf, lineOf, objectKeyOf } from '../../../../infra/backup/items.ts';
import { differencesIn, sumsFile, sumsOf } from '../../../../infra/backup/sums.ts';

it('an item is the same after it was a line, whatever it holds', () => {
  const item = {
    pk: { S: 'RUN#1' },
    sealed: { B: Buffer.from([0, 255, 10]) },
    parts: { L: [{ B: Buffer.from('a') }, { N: '1.50' }, { NULL: true as const }] },
    fields: { M: { B: { S: 'a field that is called B' }, inner: { BS: [Buffer.from('b')] } } },
    names: { SS: ['x', 'y'] },
  };
  const line = lineOf(item);
  expect(line.endsWith('\n') && !line.slice(0, -1).includes('\n')).toBe(true);
  expect(itemOf(line)).toEqual(item);
});

it('runs and attachments have an object', () => {
  expect(objectKeyOf({ pk: { S: 'RUN#1' }, sk: { S: 'HEAD' } })).toBe('runs/1');
  expect(objectKeyOf({ pk: { S: 'RUN#1' }, sk: { S: 'PAGE#1' } })).toBeUndefined();
  expect(objectKeyOf({ pk: { S: 'ATTACHMENT#a' }, sk: { S: 'HEAD' } })).toBe('attachments/a');
});

it('a folder is compared with its list: changed, missing and additional files are named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sums-'));
  mkdirSync(join(folder, 'objects'));
  for (const name of ['a', 'b', 'objects/c']) writeFileSync(join(folder, name), name);
  expect(await differencesIn(folder)).toBeUndefined();
  writeFileSync(join(folder, sumsFile), await sumsOf(folder));
  expect(await differencesIn(folder)).toEqual([]);
  appendFileSync(join(folder, 'a'), 'x');
  rmSync(join(folder, 'b'));
  writeFileSync(join(folder, 'objects/d'), '');
  expect((await differencesIn(folder))?.sort()).toEqual(['a', 'b', 'objects/d']);
  rmSync(folder, { recursive: true });
});
