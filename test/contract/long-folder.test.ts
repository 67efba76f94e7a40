import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import type { Table } from '../../lib/store/table.ts';
import { findingFact } from '../support/facts.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';
import { file } from './aws-failures/writes.ts';

/** A folder that is longer than a page of a query is read at several instants. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

const finding = (number: number) =>
  findingFact(number, 'pharmacy', { kind: 'finding', indicator: 'ph.interview', count: 1 });

/** The table with pages of two items; before the second page of each query something else happens. */
const paged = (meanwhile: () => Promise<unknown>): Table => ({
  ...real.table,
  async *query(input, onFurtherPage) {
    let from = input.ExpressionAttributeValues?.[':from'];
    for (let pages = 0; ; pages++) {
      if (pages > 0) onFurtherPage?.();
      if (pages === 1) await meanwhile();
      const values = { ...input.ExpressionAttributeValues, ...(from && { ':from': from }) };
      const page = await Array.fromAsync(
        real.table.query({ ...input, ExpressionAttributeValues: values, Limit: 2 }),
      );
      yield* page;
      if (page.length < 2) return;
      from = { S: `${page.at(-1)?.['sk']?.S}\u0000` };
    }
  },
});

it('has all facts that were there when its files were written, however long it is', async () => {
  const party = 'long' as PartyKey;
  const store = createFolderStore(real.table);
  for (let number = 1; number <= 6; number++) await store.addFact(party, finding(number));
  await store.putFile(file({ party }));
  let writes = 0;
  const folder = await createFolderStore(
    paged(async () => {
      if (writes === 3) return;
      writes++;
      await store.addFact(party, { ...finding(100 + writes), key: `A.${writes}` });
      await store.putFile(file({ party, revision: 1 + writes, version: 1 + writes }));
    }),
  ).readFolder(party);
  const revision = folder.files.get('pharmacy')?.revision ?? 0;
  expect(revision).toBe(4);
  expect(folder.facts).toHaveLength(6 + revision - 1);
});

it('is not waited for without end while others write it', async () => {
  const party = 'longer' as PartyKey;
  const store = createFolderStore(real.table);
  for (let number = 1; number <= 6; number++) await store.addFact(party, finding(number));
  await store.putFile(file({ party }));
  let revision = 1;
  const busy = paged(() => store.putFile(file({ party, revision: ++revision, version: revision })));
  await expect(createFolderStore(busy).readFolder(party)).rejects.toMatchObject({ code: 'store-contention' });
});
