import { afterAll, beforeAll, expect, it } from 'vitest';
import { openVault } from '../../lib/runtime/open-vault.ts';
import { createDataKeyStore } from '../../lib/store/data-key-store.ts';
import { keeping, readOnly } from '../../lib/store/read-only-table.ts';
import { text } from '../../lib/store/table.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

let opened: TestTable;
beforeAll(async () => {
  opened = await openTestTable();
});
afterAll(() => opened.close());

it('a table that is only read refuses every write, and one that keeps what it has every removal', async () => {
  await opened.table.put({ pk: text('A#1'), sk: text('B') });
  const table = readOnly(opened.table);
  expect(await table.get('A#1', 'B')).toMatchObject({ pk: { S: 'A#1' } });
  const refused = { code: 'access-refused', message: expect.stringContaining(' A.') };
  await expect(table.put({ pk: text('A#1'), sk: text('C') })).rejects.toMatchObject(refused);
  await expect(table.update('A#1', 'B', { UpdateExpression: 'REMOVE x' })).rejects.toMatchObject(refused);
  expect(await opened.table.get('A#1', 'C')).toBeUndefined();
  const there = { ConditionExpression: 'attribute_exists(pk)' };
  for (const other of [table, keeping(opened.table)])
    await expect(other.remove('A#1', 'B', there)).rejects.toMatchObject(refused);
  expect(await opened.table.remove('A#1', 'C', there)).toBe(false);
  expect(await opened.table.remove('A#1', 'B', there)).toBe(true);
  expect(await opened.table.get('A#1', 'B')).toBeUndefined();
});

it('a host that only reads opens before there is any key, and makes none', async () => {
  const runtime = { ...fakeRuntime(), env: { DATA_KEY_ARN: 'key' } };
  const keys = createDataKeyStore(readOnly(opened.table));
  await openVault(runtime, keys, { makesKeys: false });
  expect((await keys.list()).size).toBe(0);
});
