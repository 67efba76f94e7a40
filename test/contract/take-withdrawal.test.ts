import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { takeWithdrawal } from '../../lib/credit-file/take-withdrawal.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { portsOver } from '../support/ports.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

it('one word is said once, also by two officers at once, and an opposite one after it is heard', async () => {
  const store = createFolderStore(real.table);
  const party = 'withdrawn00000000000001' as PartyKey;
  const say = (by: string, at: string, isWithdrawn: boolean) =>
    takeWithdrawal(party, { of: 'D.one', isWithdrawn, by, at, reason: '误报' }, portsOver(store));
  const words = async () =>
    (await store.readFolder(party)).facts.flatMap((fact) =>
      fact.type === 'withdrawal' ? [`${fact.origin.by} ${fact.isWithdrawn}`] : [],
    );
  await Promise.all([
    say('first', '2026-06-01T01:00:00Z', true),
    say('second', '2026-06-01T01:00:01Z', true),
  ]);
  expect(await words()).toHaveLength(1);
  await say('second', '2026-06-02T01:00:00Z', false);
  await say('second', '2026-06-02T01:00:00Z', false);
  await say('first', '2026-06-03T01:00:00Z', true);
  const [, ...later] = await words();
  expect(later).toEqual(['second false', 'first true']);
});
